'use strict';

const {
  compile,
  computed,
  createSSRApp,
  defineComponent,
  h,
  nextTick,
  reactive,
  ref,
  watch,
} = require('vue');
const { renderToString } = require('vue/server-renderer');

const Item = defineComponent({
  props: { item: Object, index: Number },
  emits: ['pick'],
  setup:
    (props, { slots }) =>
    () =>
      h('li', { class: ['item', { odd: props.index % 2 }] }, slots.default(props.item)),
});

const Page = {
  components: { Item },
  data: () => ({
    title: '<Title>',
    items: [
      { n: 1, t: 'one' },
      { n: 2, t: 'two' },
    ],
    html: '<i>raw</i>',
    shown: false,
  }),
  computed: {
    total() {
      return this.items.reduce((sum, { n }) => sum + n, 0);
    },
  },
  async serverPrefetch() {
    await nextTick();
    this.items.push({ n: 3, t: 'three' });
  },
  template: `<main :style="{ color: 'red', fontSize: total + 'px' }"><h1 v-bind:title="title">{{ title }} {{ total }}</h1>
    <ul><Item v-for="(item, i) in items" :key="item.n" :item="item" :index="i"><template #default="{ t }">{{ t.toUpperCase() }}</template></Item></ul>
    <p v-if="shown">shown</p><p v-else v-html="html"></p><input v-model="title" :disabled="!shown">
    <slot name="none">fallback</slot></main>`,
};

/** What reactivity does without a page. */
async function reactivity() {
  const log = [];
  const state = reactive({ list: [1, 2], map: new Map([['k', 1]]), set: new Set() });
  const factor = ref(2);
  const sum = computed(() => state.list.reduce((a, b) => a + b, 0) * factor.value);
  watch(sum, (now, before) => log.push([before, now]));
  watch(
    () => state.map.get('k'),
    (now) => log.push(`k ${now}`),
    { flush: 'sync' },
  );
  state.list.push(3);
  await nextTick();
  factor.value = 10;
  state.map.set('k', 2);
  state.list[0] = 100;
  await nextTick();
  return [log, sum.value, state.list.includes(100), state.list.map((n) => n * 2)];
}

module.exports = async () => [
  await renderToString(createSSRApp(Page)),
  await reactivity(),
  compile('<p @click.once="go($event)" :a="b">{{ c }}</p>').toString().length > 0,
];
