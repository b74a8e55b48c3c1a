using System.Text;
using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>What texts of a column repeat of another column of their row, such as the last word of a name in small letters.</summary>
/// <param name="Column">The other column.</param>
/// <param name="Piece">What they repeat of its text.</param>
/// <param name="Letters">How they write it.</param>
/// <param name="Gap">What they write in place of what is neither a letter nor a digit; null for the same.</param>
public sealed record TextSource(string Column, TextPiece Piece, TextLetters Letters, string? Gap = null)
{
    /// <summary>Stands for the first source in texts that are spelt; the next character for the next source.</summary>
    internal const char First = '\uE000';

    private static readonly string?[] Gaps = [null, "", "-", "_", "."];

    /// <summary>What the texts repeat.</summary>
    /// <param name="text">The text of the other column.</param>
    internal string Of(string text)
    {
        string piece = Piece switch
        {
            // "Fischer, Yara" begins with the last name.
            TextPiece.FirstWord => text.Split(' ', 2)[0].TrimEnd(','),
            TextPiece.LastWord => text[(text.LastIndexOf(' ') + 1)..],
            TextPiece.Initial => text.Length == 0 ? "" : $"{text.EnumerateRunes().First()}",
            TextPiece.FirstLetters => RunOfLetters(text, 0),
            TextPiece.SecondLetters => RunOfLetters(text, 1),
            _ => text,
        };
        string written = Letters switch
        {
            TextLetters.Small => piece.ToLowerInvariant(),
            TextLetters.Capital => piece.ToUpperInvariant(),
            TextLetters.Title when piece.Length > 0 => char.ToUpperInvariant(piece[0]) + piece[1..].ToLowerInvariant(),
            _ => piece,
        };
        return Gap is null ? written : Joined(written, Gap);
    }

    /// <summary>The source in a few words, such as <c>lower(first)</c>.</summary>
    internal string Summary
    {
        get
        {
            string piece = Piece switch
            {
                TextPiece.FirstWord => $"first word({Column})",
                TextPiece.LastWord => $"last word({Column})",
                TextPiece.Initial => $"initial({Column})",
                TextPiece.FirstLetters => $"first letters({Column})",
                TextPiece.SecondLetters => $"second letters({Column})",
                _ => Column,
            };
            string written = Letters switch
            {
                TextLetters.Small => $"lower({piece})",
                TextLetters.Capital => $"upper({piece})",
                TextLetters.Title => $"title({piece})",
                _ => piece,
            };
            return Gap is null ? written : $"{written} with \"{Gap}\" between its words";
        }
    }

    /// <summary>What texts may repeat of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="hasWords">Whether some of its texts have several words.</param>
    /// <param name="isKey">Whether the letters that stand together count, too.</param>
    internal static IEnumerable<TextSource> Forms(string column, bool hasWords, bool isKey)
    {
        TextLetters[] letters = [TextLetters.Same, TextLetters.Small, TextLetters.Capital];
        var whole = from gap in Gaps from how in letters select new TextSource(column, TextPiece.Whole, how, gap);
        var pieces =
            from piece in hasWords ? [TextPiece.FirstWord, TextPiece.LastWord] : Array.Empty<TextPiece>()
            from how in letters
            select new TextSource(column, piece, how);
        var runs =
            from piece in isKey ? [TextPiece.FirstLetters, TextPiece.SecondLetters] : Array.Empty<TextPiece>()
            from how in letters.Append(TextLetters.Title)
            select new TextSource(column, piece, how);
        return [.. whole, .. pieces, .. runs, .. letters.Select(how => new TextSource(column, TextPiece.Initial, how))];
    }

    /// <summary>What texts may repeat of a number or time: as the file writes it; days also with other signs between their numbers.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isTime">Whether it is a time.</param>
    internal static IEnumerable<TextSource> FormsOfNumber(string column, bool isTime) =>
        from gap in isTime ? Gaps : [null]
        select new TextSource(column, TextPiece.Whole, TextLetters.Same, gap);

    private static string RunOfLetters(string text, int number)
    {
        int start = 0;
        for (int at = 0; at <= text.Length; at++)
        {
            if (at == text.Length || !char.IsLetter(text[at]))
            {
                if (at > start && number-- == 0)
                {
                    return text[start..at];
                }

                start = at + 1;
            }
        }

        return "";
    }

    private static string Joined(string text, string gap)
    {
        var joined = new StringBuilder();
        bool isGap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                joined.Append(isGap && joined.Length > 0 ? gap : "").Append(rune);
                isGap = false;
            }
            else
            {
                isGap = true;
            }
        }

        return $"{joined}";
    }
}

/// <summary>A piece of a text.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextPiece>))]
public enum TextPiece
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>The text before the first space, without a comma at its end.</summary>
    FirstWord,

    /// <summary>The text behind the last space.</summary>
    LastWord,

    /// <summary>The first character.</summary>
    Initial,

    /// <summary>The first letters that stand together, such as <c>anna</c> of <c>anna.king42@mail.example</c>.</summary>
    FirstLetters,

    /// <summary>The second letters that stand together, such as <c>king</c>.</summary>
    SecondLetters,
}

/// <summary>How letters are written.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextLetters>))]
public enum TextLetters
{
    /// <summary>As they are.</summary>
    Same,

    /// <summary>All small.</summary>
    Small,

    /// <summary>All capital.</summary>
    Capital,

    /// <summary>The first capital, the others small.</summary>
    Title,
}
