using Likeness.Data.Kinds;

namespace Likeness.Data.Schemas;

/// <summary>
/// Reads a <see cref="Formula"/>: numbers, lengths of time in days or seconds (<c>1800 s</c>), names of columns, <c>+ - × /</c> with spaces around them (<c>−</c> and <c>*</c>, too), parentheses,
/// <c>floor(…)</c>, <c>abs(…)</c>, <c>date(…)</c> of a time, <c>clock(…)</c>, <c>log(…)</c> and other functions (<see cref="FormulaFunction"/>), <c>max(…, …)</c> and <c>min(…, …)</c>; at its end <c>(missing as 0)</c> or <c>(missing as 2024-12-31)</c>, and <c>or 0</c>. A name of a known column may have any
/// characters.
/// </summary>
internal sealed class FormulaParser
{
    private const string Floor = "floor(";
    private const string Comma = ", ";
    private static readonly string[] Signs = [" + ", " - ", " − ", " × ", " * ", " / "];
    private static readonly string[] Ends =
    [
        "",
        FormulaMissingAsZero.Words,
        FormulaOrZero.Words,
        FormulaMissingAsZero.Words + FormulaOrZero.Words,
    ];

    private readonly string text;
    private readonly IReadOnlyCollection<string> known;
    private readonly List<string> columns = [];
    private int at;
    private int depth;
    private bool inList;

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
        return parser.Whole() is { } formula && parser.at == parser.text.Length ? (formula, parser.columns) : null;
    }

    private Formula? Whole()
    {
        var formula = Sum();
        formula = formula is not null && Take(FormulaMissingAsZero.Words) ? new FormulaMissingAsZero(formula) : formula;
        if (formula is not null && FormulaMissingAsDay.Read(text, at) is var (day, end))
        {
            (formula, at) = (new FormulaMissingAsDay(formula, day), end);
        }

        return formula is not null && Take(FormulaOrZero.Words) ? new FormulaOrZero(formula) : formula;
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
        if (name is null && At("("))
        {
            return Inside("(", Sum);
        }

        if (name is null && At(Floor))
        {
            return Inside(Floor, () => Sum() is { } inner ? new FormulaFloor(inner) : null);
        }

        if (name is null && At(FormulaDate.Opening))
        {
            return Inside(FormulaDate.Opening, () => Sum() is { } inner ? new FormulaDate(inner) : null);
        }

        if (name is null && At(FormulaAbsolute.Opening))
        {
            return Inside(FormulaAbsolute.Opening, () => Sum() is { } inner ? new FormulaAbsolute(inner) : null);
        }

        if (name is null && At(FormulaTimeOfDay.Opening))
        {
            return Inside(FormulaTimeOfDay.Opening, () => Sum() is { } inner ? new FormulaTimeOfDay(inner) : null);
        }

        if (name is null && (At(FormulaExtreme.Largest) || At(FormulaExtreme.Smallest)))
        {
            return At(FormulaExtreme.Largest)
                ? Inside(FormulaExtreme.Largest, () => Extreme(isLargest: true), isList: true)
                : Inside(FormulaExtreme.Smallest, () => Extreme(isLargest: false), isList: true);
        }

        if (
            name is null
            && FormulaFunction.Names.FirstOrDefault(one => At(FormulaFunction.Opening(one))) is { } function
        )
        {
            return Inside(
                FormulaFunction.Opening(function),
                () => Sum() is { } inner ? new FormulaFunction(function, inner) : null
            );
        }

        int end = name is null ? End() : at + name.Length;
        string word = text[at..end].Trim();
        at = end;
        return word.Length == 0 ? null
            : name is null && NumberKind.Default.TryRead(word, out double number) ? new FormulaNumber(number)
            : name is null && Length(word, FormulaDays.Many, FormulaDays.One) is { } days ? new FormulaDays(days)
            : name is null && Length(word, FormulaSeconds.Unit) is { } seconds ? new FormulaSeconds(seconds)
            : new FormulaCell(PlaceOf(word));
    }

    // A length of time before one of some units.
    private static double? Length(string word, params string[] units) =>
        Array.Find(units, unit => word.EndsWith(unit, StringComparison.Ordinal)) is { } unit
        && NumberKind.Default.TryRead(word.AsSpan(0, word.Length - unit.Length), out double length)
            ? length
            : null;

    private FormulaExtreme? Extreme(bool isLargest) =>
        Sum() is { } first && Take(Comma) && Sum() is { } second ? new(isLargest, first, second) : null;

    // What stands between parentheses.
    private Formula? Inside(string opening, Func<Formula?> read, bool isList = false)
    {
        Take(opening);
        var (outer, outerIsList) = (depth, inList);
        (depth, inList) = (depth + 1, isList);
        var inner = read();
        (depth, inList) = (outer, outerIsList);
        return inner is not null && Take(")") ? inner : null;
    }

    private bool BeginsHere(string name) => name.Length > 0 && At(name) && EndsAt(at + name.Length);

    private int End()
    {
        int end = at;
        while (!EndsAt(end))
        {
            end++;
        }

        return end;
    }

    // Whether a name or number may end there.
    private bool EndsAt(int end) =>
        depth > 0 && end < text.Length && (text[end] == ')' || (inList && IsAt(end, Comma)))
        || Signs.Any(sign => IsAt(end, sign))
        || Array.Exists(Ends, words => end + words.Length == text.Length && IsAt(end, words))
        || FormulaMissingAsDay.Read(text, end)?.End == text.Length;

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
