using System.Text;
using System.Text.Unicode;
using Likeness.Data;
using Likeness.Data.Csv;
using Likeness.Interop;

namespace Likeness.Modalities.Text.Data;

/// <summary>Reads texts as raw bytes; UTF-16 and Windows-1252 (with Latin-1) are converted to UTF-8.</summary>
public static class TextFile
{
    // As git does: binary files have a NUL soon.
    private const int InspectedBytes = 1 << 16;

    /// <summary>Reads a file.</summary>
    /// <param name="path">A file of at most 1 GiB.</param>
    /// <exception cref="LikenessException">It cannot be read, is empty, or is larger.</exception>
    public static byte[] Read(string path) => Load(path).Text;

    /// <summary>Reads a file, with remarks about its encoding.</summary>
    /// <inheritdoc cref="Read"/>
    internal static TextCorpus ReadCorpus(string path)
    {
        var (text, remark) = Load(path);
        return new TextCorpus(text) { Remarks = remark is null ? [] : [$"{Path.GetFileName(path)} {remark}"] };
    }

    private static (byte[] Text, string? Remark) Load(string path)
    {
        InputFile.Check(path);
        long length = new FileInfo(path).Length;
        if (length > BoundedRead.Max)
        {
            throw new LikenessException(
                $"{path}: the text has {length >> 20} MiB, but the limit is 1024 MiB (shorten it)"
            );
        }

        var read = Decode(InputFile.ReadAllBytes(path));
        return read.Text.Length > 0
            ? read
            : throw new LikenessException($"{path}: the text is empty (name another file)");
    }

    private static (byte[] Text, string? Remark) Decode(byte[] bytes)
    {
        if (Utf16Of(bytes) is { } utf16)
        {
            return (
                Encoding.UTF8.GetBytes(utf16.GetString(bytes.AsSpan(2))),
                "is UTF-16; it was converted to UTF-8, and samples are UTF-8."
            );
        }

        if (bytes.AsSpan(0, Math.Min(bytes.Length, InspectedBytes)).Contains((byte)0))
        {
            return (
                bytes,
                $"has a NUL byte among its first {InspectedBytes >> 10} KiB, so it is probably no text; its bytes are learned as they are."
            );
        }

        return Utf8.IsValid(bytes) ? (bytes, null)
            : IsWestern(bytes)
                ? (
                    Encoding.UTF8.GetBytes(TextEncodings.Find(TextEncodings.Windows1252).GetString(bytes)),
                    "is not UTF-8; it was read as Windows-1252 (Latin-1) and converted, and samples are UTF-8."
                )
            : (bytes, "is not UTF-8; its bytes are learned as they are (convert it to UTF-8 for samples in UTF-8).");
    }

    // Stretches of bytes beyond ASCII are few, and, unlike those of damaged UTF-8, mostly no UTF-8.
    private static bool IsWestern(ReadOnlySpan<byte> bytes)
    {
        (int high, int stretches, int others) = (0, 0, 0);
        for (int i = 0; i < bytes.Length; i++)
        {
            int start = i;
            while (i < bytes.Length && bytes[i] >= 0x80)
            {
                i++;
            }

            if (i > start)
            {
                high += i - start;
                stretches++;
                others += Utf8.IsValid(bytes[start..i]) ? 0 : 1;
            }
        }

        return others > stretches / 2 && high < bytes.Length / 4;
    }

    // By the byte order mark.
    private static UnicodeEncoding? Utf16Of(ReadOnlySpan<byte> start) =>
        start.StartsWith<byte>([0xFF, 0xFE]) ? new UnicodeEncoding(bigEndian: false, byteOrderMark: false)
        : start.StartsWith<byte>([0xFE, 0xFF]) ? new UnicodeEncoding(bigEndian: true, byteOrderMark: false)
        : null;
}
