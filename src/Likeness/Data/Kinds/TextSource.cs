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
