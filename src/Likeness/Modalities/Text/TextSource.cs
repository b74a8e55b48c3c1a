using Likeness.Modalities.Text.Data;
using Likeness.Runs;

namespace Likeness.Modalities.Text;

/// <summary>Reads the text of a source.</summary>
internal static class TextSource
{
    /// <summary>Reads a text as raw bytes.</summary>
    /// <exception cref="LikenessException">The source is a dataset or several files, or the text cannot be read or is empty.</exception>
    public static TextCorpus LoadText(this DataSource source)
    {
        if (source.IsInMemory)
        {
            var text = source.ExamplesOf<TextCorpus>("a text");
            return text.Length > 0 ? text : throw new LikenessException("the text is empty (give another)");
        }

        return source.Files is [var file]
            ? TextFile.ReadCorpus(file)
            : throw new LikenessException("a text is one file (give --data book.txt)");
    }

    /// <summary>The number of bytes; 0 if they cannot be found out without an error, which reading reports.</summary>
    public static long TextLength(this DataSource source) =>
        source.Examples is TextCorpus text ? text.Length
        : source.Files is [var path] && File.Exists(path) ? new FileInfo(path).Length
        : 0;
}
