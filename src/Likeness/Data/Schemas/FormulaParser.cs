using Likeness.Data.Kinds;

namespace Likeness.Data.Schemas;

/// <summary>
/// Reads a <see cref="Formula"/>: numbers, names of columns, <c>+ - × /</c> with spaces around them (<c>−</c> and <c>*</c>, too), parentheses and
/// <c>floor(…)</c>. A name of a known column may have any characters.
/// </summary>
internal sealed class FormulaParser
{
    private const string Floor = "floor(";
    private static readonly string[] Signs = [" + ", " - ", " − ", " × ", " * ", " / "];

    private readonly string text;
    private readonly IReadOnlyCollection<string> known;
    private readonly List<string> columns = [];
    private int at;
    private int depth;

    private FormulaParser(string text, IReadOnlyCollection<string> known) => (this.text, this.known) = (text, known);

    /// <summary>The formula with the names of its columns; null if the text is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="known">Names of columns; others are names up to the next sign.</param>
    public static (Formula Formula, IReadOnlyList<string> Columns)? Parse(
        string text,
        IReadOnlyCollection<string> known
    )
    {
        var parser = new FormulaParser(text.Trim(), known);
        return parser.Sum() is { } formula && parser.at == parser.text.Length ? (formula, parser.columns) : null;
    }

    private Formula? Sum()
    {
        var terms = new List<(Formula, bool)>();
        bool isSubtracted = false;
        do
        {
            if (Product() is not { } term)
            {
                return null;
            }

            terms.Add((term, isSubtracted));
            isSubtracted = At(" - ") || At(" − ");
        } while (Take(" + ") || Take(" - ") || Take(" − "));
        return terms is [(var only, false)] ? only : new FormulaSum(terms);
    }

    private Formula? Product()
    {
        var factors = new List<(Formula, bool)>();
        bool divides = false;
        do
        {
            if (Factor() is not { } factor)
            {
                return null;
            }

            factors.Add((factor, divides));
            divides = At(" / ");
        } while (Take(" × ") || Take(" * ") || Take(" / "));
        return factors is [(var only, false)] ? only : new FormulaProduct(factors);
    }

    private Formula? Factor()
    {
        // The longest of the names that begin here.
        string? name = known.Where(BeginsHere).MaxBy(one => one.Length);
        if (name is null && (At("(") || At(Floor)))
        {
            bool isFloor = Take(Floor);
            _ = isFloor || Take("(");
            depth++;
            var inner = Sum();
            depth--;
            return inner is null || !Take(")") ? null
                : isFloor ? new FormulaFloor(inner)
                : inner;
        }

        int end = name is null ? End() : at + name.Length;
        string word = text[at..end].Trim();
        at = end;
        return word.Length == 0 ? null
            : name is null && NumberKind.Default.TryRead(word, out double number) ? new FormulaNumber(number)
            : new FormulaCell(PlaceOf(word));
    }

    private bool BeginsHere(string name)
    {
        if (name.Length == 0 || !At(name))
        {
            return false;
        }

        int end = at + name.Length;
        return end == text.Length || (depth > 0 && text[end] == ')') || Signs.Any(sign => IsAt(end, sign));
    }

    private int End()
    {
        int end = at;
        while (end < text.Length && !(depth > 0 && text[end] == ')') && !Signs.Any(sign => IsAt(end, sign)))
        {
            end++;
        }

        return end;
    }

    private int PlaceOf(string column)
    {
        int place = columns.IndexOf(column);
        if (place < 0)
        {
            place = columns.Count;
            columns.Add(column);
        }

        return place;
    }

    private bool At(string sign) => IsAt(at, sign);

    private bool IsAt(int place, string sign) => string.CompareOrdinal(text, place, sign, 0, sign.Length) == 0;

    private bool Take(string sign)
    {
        bool isHere = At(sign);
        at += isHere ? sign.Length : 0;
        return isHere;
    }
}
