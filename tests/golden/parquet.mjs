// Parquet files written by parquet-wasm 0.8.0 (the Rust implementation of Apache Arrow) and the values that they hold.
// Run: npm install parquet-wasm@0.8.0 apache-arrow@21.2.0 && node parquet.mjs > parquet.json

import * as arrow from 'apache-arrow';
import * as parquet from 'parquet-wasm/node';

const { Encoding, Compression, WriterVersion } = parquet;
const rows = 37;

let state = 1n;
function random(range) {
  state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  return Number(state >> 33n) % range;
}

const words = ['', 'a', 'axis', 'axle', 'babble', 'babyhood', 'ünï', 'a longer text than the others'];
const utc = 'UTC';

// name, type, a value, its meaning as a number, encoding
const columns = [
  ['int8', new arrow.Int8(), () => random(256) - 128, x => x, Encoding.DELTA_BINARY_PACKED],
  ['uint16', new arrow.Uint16(), () => random(65536), x => x, Encoding.BYTE_STREAM_SPLIT],
  ['int32', new arrow.Int32(), () => random(2 ** 31) * (random(2) ? 1 : -1), x => x, Encoding.DELTA_BINARY_PACKED],
  ['uint32', new arrow.Uint32(), () => random(2 ** 31) * 2, x => x, Encoding.PLAIN],
  ['int64', new arrow.Int64(), () => BigInt(random(2 ** 31)) * 2097152n - 2n ** 51n, Number, Encoding.DELTA_BINARY_PACKED],
  ['uint64', new arrow.Uint64(), () => 2n ** 63n + BigInt(random(1000)) * 4096n, Number, Encoding.BYTE_STREAM_SPLIT],
  ['float16', new arrow.Float16(), () => random(2048) / 16, x => x, Encoding.BYTE_STREAM_SPLIT],
  ['float32', new arrow.Float32(), () => Math.fround(random(100000) / 7), x => x, Encoding.BYTE_STREAM_SPLIT],
  ['float64', new arrow.Float64(), () => random(100000) / 7, x => x, Encoding.BYTE_STREAM_SPLIT],
  ['boolean', new arrow.Bool(), () => random(3) > 0, Number, Encoding.RLE],
  ['sorted', new arrow.Int32(), (i) => 1000 + 3 * i, x => x, Encoding.DELTA_BINARY_PACKED],
  ['constant', new arrow.Utf8(), () => 'same', String, Encoding.DELTA_BYTE_ARRAY],
  ['prefixes', new arrow.Utf8(), () => words[random(8)], String, Encoding.DELTA_BYTE_ARRAY],
  ['lengths', new arrow.Utf8(), () => words[random(8)], String, Encoding.DELTA_LENGTH_BYTE_ARRAY],
  ['plain', new arrow.Utf8(), () => words[random(8)], String, Encoding.PLAIN],
  ['day', new arrow.DateDay(), () => (random(40000) - 10000) * 86400000, x => x / 86400000, Encoding.DELTA_BINARY_PACKED],
  ['time ms', new arrow.TimeMillisecond(), () => random(86400000), x => x / 1e3, Encoding.PLAIN],
  ['time us', new arrow.TimeMicrosecond(), () => BigInt(random(86400)) * 1000000n + 123n, x => Number(x) / 1e6, Encoding.PLAIN],
  ['time ns', new arrow.TimeNanosecond(), () => BigInt(random(86400)) * 1000000000n + 123n, x => Number(x) / 1e9, Encoding.PLAIN],
  ['at ms', new arrow.TimestampMillisecond(utc), () => random(2 ** 31) * 900, x => x / 1e3, Encoding.DELTA_BINARY_PACKED],
  ['at us', new arrow.TimestampMicrosecond(), () => random(2 ** 31) * 1000, x => x / 1e3, Encoding.PLAIN],
  ['nothing', new arrow.Null(), () => null, x => x, Encoding.PLAIN],
];

function table(missing) {
  const vectors = {};
  const values = {};
  for (const [name, type, create, meaning] of columns) {
    const cells = Array.from({ length: rows }, (_, i) => (random(100) < missing ? null : create(i)));
    vectors[name] = arrow.vectorFromArray(cells, type);
    values[name] = cells.map(x => (x === null ? null : meaning(x)));
  }

  return { table: new arrow.Table(vectors), values };
}

function write(name, missing, configure) {
  const { table: content, values } = table(missing);
  const stream = parquet.Table.fromIPCStream(arrow.tableToIPC(content, 'stream'));
  const properties = configure(new parquet.WriterPropertiesBuilder().setStatisticsEnabled(parquet.EnabledStatistics.None)).build();
  return { name, file: Buffer.from(parquet.writeParquet(stream, properties)).toString('base64'), values };
}

function encoded(builder) {
  for (const [name, , , , encoding] of columns) {
    builder = builder.setColumnDictionaryEnabled(name, false).setColumnEncoding(name, encoding);
  }

  return builder;
}

const goldens = [
  write('encodings, version 1, snappy', 0, b => encoded(b.setCompression(Compression.SNAPPY))),
  write('encodings, version 2, gzip', 20, b =>
    encoded(b.setWriterVersion(WriterVersion.V2).setCompression(Compression.GZIP))),
  write('dictionaries, version 1, brotli', 20, b => b.setCompression(Compression.BROTLI).setMaxRowGroupSize(16)),
  write('dictionaries, version 2, not compressed', 5, b =>
    b.setWriterVersion(WriterVersion.V2).setCompression(Compression.UNCOMPRESSED).setMaxRowGroupSize(30)),
  write('lz4', 0, b => b.setCompression(Compression.LZ4_RAW)),
];
console.log(`[\n${goldens.map(golden => JSON.stringify(golden)).join(',\n')}\n]`);
