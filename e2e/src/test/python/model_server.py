"""llama.cpp's server with a model that is made here: python model_server.py DIRECTORY

Writes DIRECTORY/tiny.gguf, two layers of random weights that speak bytes and a few words, serves it at a free port of
127.0.0.1, prints "listening URL", and ends when its standard input does.
"""

import os
import sys

import numpy
import xllamacpp
from gguf import GGUFWriter, TokenType

WIDTH, LAYERS, HEADS, FEED = 64, 2, 4, 128
TEMPLATE = "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}assistant:"


def vocabulary():
    space = "\u2581"
    words = [space + word for word in "the a of to in and is it on be".split()] + list(space + "abcdefghijklmnopqrstuvwxyz,.")
    tokens = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)] + words
    types = [TokenType.UNKNOWN, TokenType.CONTROL, TokenType.CONTROL] + [TokenType.BYTE] * 256 + [TokenType.NORMAL] * len(words)
    return tokens, types


def write(path):
    tokens, types = vocabulary()
    model = GGUFWriter(path, "llama")
    model.add_context_length(2048)
    model.add_embedding_length(WIDTH)
    model.add_block_count(LAYERS)
    model.add_feed_forward_length(FEED)
    model.add_head_count(HEADS)
    model.add_head_count_kv(HEADS)
    model.add_layer_norm_rms_eps(1e-5)
    model.add_rope_dimension_count(WIDTH // HEADS)
    model.add_vocab_size(len(tokens))
    model.add_tokenizer_model("llama")
    model.add_token_list([token.encode() for token in tokens])
    model.add_token_scores([0.0] * len(tokens))
    model.add_token_types(types)
    model.add_bos_token_id(1)
    model.add_eos_token_id(2)
    model.add_unk_token_id(0)
    model.add_chat_template(TEMPLATE)
    random = numpy.random.default_rng(7)

    def weights(name, *shape):
        model.add_tensor(name, (random.standard_normal(shape) * 0.2).astype(numpy.float32))

    def ones(name):
        model.add_tensor(name, numpy.ones(WIDTH, numpy.float32))

    weights("token_embd.weight", len(tokens), WIDTH)
    weights("output.weight", len(tokens), WIDTH)
    ones("output_norm.weight")
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        ones(block + "attn_norm.weight")
        ones(block + "ffn_norm.weight")
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            weights(block + part + ".weight", WIDTH, WIDTH)
        weights(block + "ffn_gate.weight", FEED, WIDTH)
        weights(block + "ffn_up.weight", FEED, WIDTH)
        weights(block + "ffn_down.weight", WIDTH, FEED)
    model.write_header_to_file()
    model.write_kv_data_to_file()
    model.write_tensors_to_file()
    model.close()


def serve(path):
    wanted = xllamacpp.CommonParams()
    wanted.model.path = path
    wanted.hostnames = ["127.0.0.1"]
    wanted.port = 0
    wanted.n_ctx = 1024
    wanted.n_parallel = 1
    wanted.cpuparams.n_threads = 1
    wanted.warmup = False
    server = xllamacpp.Server(wanted)
    print("listening", server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    os.chdir(sys.argv[1])  # the server calls its model by the path that it was given
    write("tiny.gguf")
    serve("tiny.gguf")
