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
}
