using Likeness.Data;
using Likeness.Runs;

namespace Likeness.Modalities.Text;

/// <summary>The description of a text: its length in bytes, characters, words and lines.</summary>
internal static class TextFilesDescription
{
    /// <summary>Describes the text of a source.</summary>
    public static DataDescription Create(DataSource source)
    {
        var corpus = source.LoadText();
        string text = corpus.ToString();
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new DataDescription
        {
            Table = new DescriptionTable(
                ["File", "#Bytes", "#Characters", "#Different", "#Words", "#Lines"],
                [
                    [
                        source.ShownName,
                        Numeral.Whole(corpus.Length),
                        Numeral.Whole(text.EnumerateRunes().Count()),
                        Numeral.Whole(text.EnumerateRunes().Distinct().Count()),
                        Numeral.Whole(words.Length),
                        Numeral.Whole(text.Split('\n').Length - (text.EndsWith('\n') ? 1 : 0)),
                    ],
                ]
            ),
            Remarks = corpus.Remarks,
        };
    }
}
