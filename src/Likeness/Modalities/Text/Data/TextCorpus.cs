namespace Likeness.Modalities.Text.Data;

/// <summary>A text as raw bytes, usually UTF-8.</summary>
/// <param name="Bytes">The bytes.</param>
public sealed record TextCorpus(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The number of bytes.</summary>
    public int Length => Bytes.Length;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => Bytes.Span;
}
