using System.Text;

namespace Likeness.Data.Kinds;

/// <summary>What all texts of a column are: constant texts and cells of other columns of their row, one behind the other.</summary>
/// <param name="Template">The text, with <see cref="TextSource.First"/> in place of the first source, the next character in place of the next one.</param>
/// <param name="Sources">What stands there.</param>
internal sealed record JoinedText(string Template, IReadOnlyList<TextSource> Sources)
{
    /// <summary>The most sources of a text.</summary>
    public const int MaxSources = 8;

    /// <summary>The text of a row.</summary>
    /// <param name="copies">What stands in the places of the sources.</param>
    public string Of(IReadOnlyList<string> copies)
    {
        var text = new StringBuilder();
        foreach (char letter in Template)
        {
            _ = IsPlace(letter) ? text.Append(copies[letter - TextSource.First]) : text.Append(letter);
        }

        return $"{text}";
    }

    /// <summary>The texts in a few words: <c>folder + "/" + name</c>.</summary>
    public string Summary
    {
        get
        {
            var pieces = new List<string>();
            var constant = new StringBuilder();
            foreach (char letter in Template)
            {
                if (IsPlace(letter))
                {
                    AddConstant();
                    pieces.Add(Sources[letter - TextSource.First].Summary);
                }
                else
                {
                    constant.Append(letter);
                }
            }

            AddConstant();
            return string.Join(" + ", pieces);

            void AddConstant()
            {
                if (constant.Length > 0)
                {
                    pieces.Add($"\"{constant}\"");
                    constant.Clear();
                }
            }
        }
    }

    private bool IsPlace(char letter) => letter >= TextSource.First && letter < TextSource.First + Sources.Count;
}
