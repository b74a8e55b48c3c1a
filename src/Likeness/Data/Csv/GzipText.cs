using System.Buffers.Binary;
using System.IO.Compression;
using Likeness.Interop;

namespace Likeness.Data.Csv;

/// <summary>
/// Decompresses gzip, and refuses a file that ends too early: .NET's stream takes its end for the end of the text. A complete file ends with the checksum and
/// the length of its last member. Source: RFC 1952, section 2.3.1.
/// </summary>
internal sealed class GzipText : ReadOnlyStream
{
    private const int TrailerBytes = 8;

    private readonly Stream bytes;
    private readonly GZipStream text;
    private bool isComplete;

    /// <summary>Begins to decompress.</summary>
    /// <param name="bytes">The compressed bytes, from their beginning; they can be read again, and are closed with the text.</param>
    public GzipText(Stream bytes) => (this.bytes, text) = (bytes, new GZipStream(bytes, CompressionMode.Decompress));

    public override int Read(Span<byte> buffer)
    {
        int read = text.Read(buffer);
        Count += read;
        if (read == 0 && buffer.Length > 0 && !isComplete)
        {
            isComplete = IsComplete() ? true : throw new InvalidDataException("The file ends too early.");
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        text.Dispose();
        base.Dispose(disposing);
    }

    private bool IsComplete()
    {
        if (bytes.Length < TrailerBytes)
        {
            return false;
        }

        Span<byte> trailer = stackalloc byte[TrailerBytes];
        bytes.Seek(-TrailerBytes, SeekOrigin.End);
        bytes.ReadExactly(trailer);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        return length == (uint)Count
            || (length < Count && LastChecksum(length) == BinaryPrimitives.ReadUInt32LittleEndian(trailer));
    }

    // Of several members the trailer describes the last.
    private uint LastChecksum(uint length)
    {
        bytes.Position = 0;
        using var again = new GZipStream(bytes, CompressionMode.Decompress, leaveOpen: true);
        byte[] buffer = new byte[1 << 16];
        uint checksum = uint.MaxValue;
        long skipped = Count - length;
        for (int read; (read = again.Read(buffer)) > 0; )
        {
            int start = (int)Math.Min(skipped, read);
            skipped -= start;
            checksum = Crc32.Extend(checksum, buffer.AsSpan(start, read - start));
        }

        return ~checksum;
    }
}
