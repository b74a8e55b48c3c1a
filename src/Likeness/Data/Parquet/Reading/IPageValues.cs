namespace Likeness.Data.Parquet.Reading;

/// <summary>The values of a page, without missing ones: doubles, or codes of texts.</summary>
internal interface IPageValues<T>
{
    /// <summary>Reads the next values.</summary>
    /// <exception cref="FormatException">There are fewer, or they are damaged.</exception>
    void Read(Span<T> into);
}
