using System.Text;

namespace Likeness.Modalities.Text.Data;

/// <summary>A text as raw bytes, usually UTF-8.</summary>
/// <param name="Bytes">The bytes.</param>
public sealed record TextCorpus(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The number of bytes.</summary>
    public int Length => Bytes.Length;

    /// <summary>Notes for readers of results, such as another encoding of the file; each a sentence.</summary>
    internal IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => Bytes.Span;

    /// <summary>A text in UTF-8.</summary>
    public static TextCorpus FromString(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>The text; bytes that are not UTF-8 become U+FFFD.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Span);
}
