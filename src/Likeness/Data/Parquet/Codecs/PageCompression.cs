using System.IO.Compression;
using Likeness.Data.Parquet.Metadata;
using Likeness.Interop;

namespace Likeness.Data.Parquet.Codecs;

/// <summary>Decompresses pages. A false size costs no more memory than the compressed bytes can justify.</summary>
internal static class PageCompression
{
    // Three bytes of Snappy make at most 64.
    private const int MaxSnappyRatio = 22;

    /// <summary>Checks that a codec is read.</summary>
    /// <exception cref="NotSupportedException">It is not; the message completes a sentence.</exception>
    public static void Require(ParquetCodec codec)
    {
        if (codec is ParquetCodec.Uncompressed or ParquetCodec.Snappy or ParquetCodec.Gzip or ParquetCodec.Brotli)
        {
            return;
        }

        string name = codec switch
        {
            ParquetCodec.Lz4Raw => "lz4",
            _ when Enum.IsDefined(codec) => codec.ToString().ToLowerInvariant(),
            _ => $"codec {(int)codec}",
        };
        throw new NotSupportedException(
            $"compressed by {name}, which Likeness does not read (write it with snappy or gzip)"
        );
    }

    /// <summary>Decompresses the bytes of a page.</summary>
    /// <param name="bytes">The compressed bytes.</param>
    /// <param name="codec">A codec that <see cref="Require"/> accepts.</param>
    /// <param name="length">The number of bytes after decompression.</param>
    /// <exception cref="FormatException">The bytes are damaged, or their number differs.</exception>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> bytes, ParquetCodec codec, int length)
    {
        switch (codec)
        {
            case ParquetCodec.Uncompressed when length == bytes.Length:
            case not ParquetCodec.Uncompressed when length == 0 && bytes.Length == 0: // every value of a page is missing
                return bytes;
            case ParquetCodec.Snappy when length >= 0 && length <= (long)bytes.Length * MaxSnappyRatio:
                var decoded = new byte[length];
                SnappyDecoder.Decode(bytes.Span, decoded);
                return decoded;
            case ParquetCodec.Gzip:
                return Inflate(bytes, stream => new GZipStream(stream, CompressionMode.Decompress), length);
            case ParquetCodec.Brotli:
                return Inflate(bytes, stream => new BrotliStream(stream, CompressionMode.Decompress), length);
            default:
                throw new FormatException($"a page of {bytes.Length} bytes claims {length} bytes");
        }
    }

    private static byte[] Inflate(ReadOnlyMemory<byte> bytes, Func<Stream, Stream> open, int length)
    {
        using var source = new MemoryStream(bytes.ToArray(), writable: false);
        using var stream = open(source);
        try
        {
            byte[] decoded = BoundedRead.Exactly(stream, length);
            BoundedRead.End(stream);
            return decoded;
        }
        catch (InvalidOperationException damage)
        {
            throw new InvalidDataException(damage.Message, damage); // of Brotli
        }
    }
}
