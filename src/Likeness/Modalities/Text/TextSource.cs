using Likeness.Modalities.Text.Data;
using Likeness.Runs;

namespace Likeness.Modalities.Text;

/// <summary>Reads the text of a source.</summary>
internal static class TextSource
{
    /// <summary>Reads a text as raw bytes.</summary>
    /// <exception cref="LikenessException">The source is a dataset or several files, or the file cannot be read or is empty.</exception>
    public static TextCorpus LoadText(this DataSource source) =>
        source.Files is [var file]
            ? TextFile.ReadCorpus(file)
            : throw new LikenessException("a text is one file (give --data book.txt)");
}
