using Likeness.Data.Parquet.Conversions;
using Likeness.Data.Parquet.Encodings;

namespace Likeness.Data.Parquet.Reading;

/// <summary>Texts, as codes of a dictionary.</summary>
internal sealed class TextValues(ByteStrings source, TextDictionary dictionary) : IPageValues<int>
{
    /// <inheritdoc/>
    public void Read(Span<int> into)
    {
        foreach (ref int code in into)
        {
            code = dictionary.Code(source.Next());
        }
    }
}
