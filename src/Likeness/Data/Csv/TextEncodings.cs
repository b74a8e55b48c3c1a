using System.Text;

namespace Likeness.Data.Csv;

/// <summary>
/// The encoding of a text file: its byte order mark decides; without one it is UTF-16 if every other byte of its beginning is zero, else UTF-8,
/// and Windows-1252 (Latin-1 with the euro sign) if its bytes are not valid UTF-8.
/// </summary>
internal static class TextEncodings
{
    public const string Utf8 = "utf-8";
    public const string Utf8WithMark = "utf-8-bom";
    public const string Utf16 = "utf-16";
    public const string Utf16BigEndian = "utf-16BE";
    public const string Windows1252 = "windows-1252";

    private const double MinZeros = 0.3;
    private const int MinBytes = 8;

    /// <summary>The encoding's name by the file's first bytes; UTF-8 where they do not tell.</summary>
    public static string Detect(ReadOnlySpan<byte> start) =>
        start switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Utf8WithMark,
            [0xFF, 0xFE, ..] => Utf16,
            [0xFE, 0xFF, ..] => Utf16BigEndian,
            _ when start.Length >= MinBytes && Zeros(start, 1) > MinZeros && Zeros(start, 0) == 0 => Utf16,
            _ when start.Length >= MinBytes && Zeros(start, 0) > MinZeros && Zeros(start, 1) == 0 => Utf16BigEndian,
            _ => Utf8,
        };

    /// <summary>The encoding of a name; UTF-8 throws on invalid bytes.</summary>
    public static Encoding Find(string name) =>
        name switch
        {
            Utf16 => Encoding.Unicode,
            Utf16BigEndian => Encoding.BigEndianUnicode,
            Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
            _ => new UTF8Encoding(name == Utf8WithMark, throwOnInvalidBytes: true),
        };

    // The fraction of zeros among the bytes at even (0) or odd (1) places.
    private static double Zeros(ReadOnlySpan<byte> start, int first)
    {
        int zeros = 0;
        int all = 0;
        for (int i = first; i < start.Length; i += 2)
        {
            zeros += start[i] == 0 ? 1 : 0;
            all++;
        }

        return zeros / (double)all;
    }
}
