/* A Java agent (-agentpath:names.so=FILE): writes which compiled code lies where, and which methods were inlined at each place. */
#include <jvmti.h>
#include <jvmticmlr.h>
#include <stdio.h>
#include <string.h>

static FILE *file;
static jvmtiEnv *java;

static void print_name(jmethodID method) {
    char *name = NULL, *type = NULL;
    jclass of;
    if ((*java)->GetMethodName(java, method, &name, NULL, NULL) == 0 && (*java)->GetMethodDeclaringClass(java, method, &of) == 0
        && (*java)->GetClassSignature(java, of, &type, NULL) == 0) {
        char *simple = strrchr(type, '/');
        simple = simple ? simple + 1 : type + 1;
        fprintf(file, "%.*s.%s", (int) strcspn(simple, ";"), simple, name);
    } else {
        fputc('?', file);
    }
    if (name) (*java)->Deallocate(java, (unsigned char *) name);
    if (type) (*java)->Deallocate(java, (unsigned char *) type);
}

static void JNICALL compiled(jvmtiEnv *env, jmethodID method, jint size, const void *at, jint lines, const jvmtiAddrLocationMap *map, const void *info) {
    flockfile(file);
    fprintf(file, "M %lx %x ", (unsigned long) at, size);
    print_name(method);
    fputc('\n', file);
    for (const jvmtiCompiledMethodLoadRecordHeader *record = info; record; record = record->next) {
        if (record->kind != JVMTI_CMLR_INLINE_INFO)
            continue;
        const jvmtiCompiledMethodLoadInlineRecord *inlined = (const void *) record;
        for (int i = 0; i < inlined->numpcs; i++) {
            const PCStackInfo *place = &inlined->pcinfo[i];
            fprintf(file, "P %lx", (unsigned long) place->pc);
            for (int k = place->numstackframes - 1; k >= 0; k--) {
                fputc(' ', file);
                print_name(place->methods[k]);
            }
            fputc('\n', file);
        }
    }
    fflush(file);
    funlockfile(file);
}

static void JNICALL generated(jvmtiEnv *env, const char *name, const void *at, jint size) {
    flockfile(file);
    fprintf(file, "M %lx %x [%s]\n", (unsigned long) at, size, name);
    fflush(file);
    funlockfile(file);
}

JNIEXPORT jint JNICALL Agent_OnLoad(JavaVM *machine, char *options, void *reserved) {
    jvmtiCapabilities wanted = {.can_generate_compiled_method_load_events = 1};
    jvmtiEventCallbacks calls = {.CompiledMethodLoad = compiled, .DynamicCodeGenerated = generated};
    file = options ? fopen(options, "w") : NULL;
    if (file == NULL || (*machine)->GetEnv(machine, (void **) &java, JVMTI_VERSION_1_2) || (*java)->AddCapabilities(java, &wanted))
        return JNI_ERR;
    (*java)->SetEventCallbacks(java, &calls, sizeof calls);
    (*java)->SetEventNotificationMode(java, JVMTI_ENABLE, JVMTI_EVENT_COMPILED_METHOD_LOAD, NULL);
    (*java)->SetEventNotificationMode(java, JVMTI_ENABLE, JVMTI_EVENT_DYNAMIC_CODE_GENERATED, NULL);
    return JNI_OK;
}
