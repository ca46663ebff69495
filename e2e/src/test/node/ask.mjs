// One scenario with OpenAI's Node SDK against BASE_URL: prints what the application would see, as one line of JSON.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.env.BASE_URL, apiKey: process.env.KEY, maxRetries: 1 });
const hello = { model: 'chat', messages: [{ role: 'user', content: 'Hello' }] };
const weather = {
  type: 'function',
  function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
};

async function unary() {
  const { data, response } = await client.chat.completions.create(hello).withResponse();
  return { text: data.choices[0].message.content, model: data.model, region: response.headers.get('bailiwick-region') };
}

async function streaming() {
  let text = '';
  let finish = null;
  for await (const chunk of await client.chat.completions.create({ ...hello, stream: true })) {
    // Azure also sends chunks without a choice, or of a choice without a delta: what its filter says.
    text += chunk.choices[0]?.delta?.content ?? '';
    finish = chunk.choices[0]?.finish_reason ?? finish;
  }
  return { text, finish };
}

async function tools() {
  const messages = [{ role: 'user', content: 'What is the weather in Berlin?' }];
  const asked = (await client.chat.completions.create({ model: 'chat', messages, tools: [weather] })).choices[0].message;
  const call = asked.tool_calls[0];
  messages.push(asked, { role: 'tool', tool_call_id: call.id, content: '7 degrees' });
  const answered = await client.chat.completions.create({ model: 'chat', messages, tools: [weather] });
  return {
    called: call.function.name,
    arguments: JSON.parse(call.function.arguments),
    text: answered.choices[0].message.content,
  };
}

const scenarios = { unary, streaming, tools };

try {
  console.log(JSON.stringify({ returned: await scenarios[process.argv[2]]() }));
} catch (thrown) {
  const { status, code, type, param, error } = thrown;
  console.log(JSON.stringify({ thrown: thrown.constructor.name, status, code, type, param, error }));
}
