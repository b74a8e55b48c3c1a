using System.Text;
using Likeness.Data;
using Likeness.Interop;

namespace Likeness.Modalities.Text.Data;

/// <summary>Reads texts as raw bytes, in any encoding but UTF-16, which is converted to UTF-8.</summary>
public static class TextFile
{
    // As git does: binary files have a NUL soon.
    private const int InspectedBytes = 1 << 16;

    /// <summary>Reads a file.</summary>
    /// <param name="path">A file of at most 1 GiB.</param>
    /// <exception cref="LikenessException">It cannot be read, is empty, or is larger.</exception>
    public static byte[] Read(string path)
    {
        InputFile.Check(path);
        long length = new FileInfo(path).Length;
        if (length > BoundedRead.Max)
        {
            throw new LikenessException(
                $"{path}: the text has {length >> 20} MiB, but the limit is 1024 MiB (shorten it)"
            );
        }

        byte[] text = InputFile.ReadAllBytes(path);
        text = Utf16Of(text) is { } utf16 ? Encoding.UTF8.GetBytes(utf16.GetString(text.AsSpan(2))) : text;
        return text.Length > 0 ? text : throw new LikenessException($"{path}: the text is empty (name another file)");
    }

    /// <summary>Reads a file, with remarks about its encoding.</summary>
    /// <inheritdoc cref="Read"/>
    internal static TextCorpus ReadCorpus(string path)
    {
        var text = new TextCorpus(Read(path));
        var start = InputFile.ReadStart(path, InspectedBytes);
        string name = Path.GetFileName(path);
        return Utf16Of(start) is not null
                ? text with
                {
                    Remarks = [$"{name} is UTF-16; it was read as UTF-8, and samples are UTF-8."],
                }
            : start.Contains((byte)0)
                ? text with
                {
                    Remarks =
                    [
                        $"{name} has a NUL byte among its first {InspectedBytes >> 10} KiB, so it is probably no text; its bytes are learned as they are.",
                    ],
                }
            : text;
    }

    // By the byte order mark.
    private static UnicodeEncoding? Utf16Of(ReadOnlySpan<byte> start) =>
        start.StartsWith<byte>([0xFF, 0xFE]) ? new UnicodeEncoding(bigEndian: false, byteOrderMark: false)
        : start.StartsWith<byte>([0xFE, 0xFF]) ? new UnicodeEncoding(bigEndian: true, byteOrderMark: false)
        : null;
}
