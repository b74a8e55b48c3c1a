using System.Text;
using System.Text.RegularExpressions;

namespace Likeness.Data.Kinds;

/// <summary>
/// The parts of keys that repeat, such as the year of <c>INV-2024-00017</c>: each is one of a few texts. In the template of a key a character stands for
/// each of them; a combination numbers their levels.
/// </summary>
internal sealed class KeyParts
{
    // Of the private use area: texts hardly have them.
    private const char FirstSlot = '\uE000';
    private const int MaxSlots = 16;

    // A cell holds the number of a key and a combination exactly, for as many rows as are sampled.
    private const long MaxCombinations = 1L << 26;

    private readonly Lazy<Regex> expression;
    private readonly Lazy<Dictionary<string, int>[]> numbers;

    /// <summary>Creates the parts of keys.</summary>
    /// <param name="levels">The texts of each part, in the order of the parts.</param>
    /// <param name="expression">A regular expression for whole keys that has a group for each part; see <see cref="Expression"/>.</param>
    public KeyParts(IReadOnlyList<IReadOnlyList<string>> levels, Func<string> expression)
    {
        Levels = levels;
        // Levels are tried in turn; a key has at most 64 characters.
        this.expression = new(() => new Regex(expression(), RegexOptions.CultureInvariant));
        numbers = new(() =>
            [
                .. levels.Select(texts =>
                    texts.Select((text, i) => (text, i)).ToDictionary(one => one.text, one => one.i)
                ),
            ]
        );
    }

    /// <summary>The texts of each part.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Levels { get; }

    /// <summary>The number of combinations: of each part, its texts and an unknown one.</summary>
    public long Combinations => Levels.Aggregate(1L, (product, texts) => product * (texts.Count + 1));

    /// <summary>Whether a cell can hold the combinations of so many texts.</summary>
    /// <param name="levels">The texts of each part.</param>
    public static bool AreFew(IReadOnlyList<IReadOnlyList<string>> levels) =>
        levels.Count <= MaxSlots
        && levels.Aggregate(1.0, (product, texts) => product * (texts.Count + 1)) <= MaxCombinations;

    /// <summary>The character that stands for a part.</summary>
    public static char Slot(int part) => (char)(FirstSlot + part);

    /// <summary>The part that a character stands for; −1 for none.</summary>
    public static int PartOf(char slot) =>
        slot is >= FirstSlot and < (char)(FirstSlot + MaxSlots) ? slot - FirstSlot : -1;

    /// <summary>The columns of the parts of keys: categories, which are ordered if they are whole numbers.</summary>
    /// <param name="keys">A column of keys with parts that repeat.</param>
    /// <param name="names">The names of the table's columns, which gets those of the parts, too.</param>
    public static Column[] Columns(Column keys, HashSet<string> names) =>
        [
            .. ((IdentifierKind)keys.Kind).Parts!.Levels.Select(
                (texts, part) =>
                    new Column(Name($"{keys.Name} part {part + 1}", names))
                    {
                        Kind = new CategoryKind(texts, texts.All(text => text.All(char.IsAsciiDigit))),
                        Missing = "",
                    }
            ),
        ];

    private static string Name(string wanted, HashSet<string> names)
    {
        while (!names.Add(wanted))
        {
            wanted += "'";
        }

        return wanted;
    }

    /// <summary>The levels of the parts of a cell that is not missing; −1 for each of one that is not of the pattern.</summary>
    /// <param name="kind">The kind of its column: keys of the data or of samples, or texts.</param>
    /// <param name="cell">The cell.</param>
    public int[] LevelsOf(ColumnKind kind, double cell) =>
        kind switch
        {
            // Without the data's texts a cell is a combination, of the same parts.
            IdentifierKind { Texts.Count: 0, Parts: not null } => LevelsOf((long)cell),
            SampledKeyKind { Parts: { } parts } when parts == this => LevelsOf((long)cell % Combinations),
            _ => LevelsOf(kind.Write(cell)),
        };

    /// <summary>A group of a regular expression: one of the texts.</summary>
    public static string Expression(IReadOnlyList<string> texts) =>
        $"({string.Join('|', texts.OrderByDescending(text => text.Length).Select(Regex.Escape))})";

    /// <summary>The levels of a key's parts; −1 for each of a key that is not of the pattern.</summary>
    public int[] LevelsOf(string key)
    {
        var levels = new int[Levels.Count];
        var match = expression.Value.Match(key);
        for (int part = 0; part < levels.Length; part++)
        {
            levels[part] = match.Success ? numbers.Value[part].GetValueOrDefault(match.Groups[part + 1].Value, -1) : -1;
        }

        return levels;
    }

    /// <summary>The template of a key; the key itself if it is not of the pattern.</summary>
    public string Template(string key)
    {
        var match = expression.Value.Match(key);
        if (!match.Success)
        {
            return key;
        }

        var template = new StringBuilder(key);
        for (int part = Levels.Count - 1; part >= 0; part--)
        {
            var found = match.Groups[part + 1];
            template.Remove(found.Index, found.Length).Insert(found.Index, Slot(part));
        }

        return template.ToString();
    }

    /// <summary>The number of a combination of levels.</summary>
    /// <param name="levels">A level of each part; −1 for an unknown one.</param>
    public long Combination(ReadOnlySpan<int> levels)
    {
        long combination = 0;
        for (int part = 0; part < levels.Length; part++)
        {
            combination = (combination * (Levels[part].Count + 1)) + levels[part] + 1;
        }

        return combination;
    }

    /// <summary>The levels of a combination.</summary>
    public int[] LevelsOf(long combination)
    {
        var levels = new int[Levels.Count];
        for (int part = levels.Length - 1; part >= 0; part--)
        {
            (combination, long level) = Math.DivRem(combination, Levels[part].Count + 1);
            levels[part] = (int)level - 1;
        }

        return levels;
    }

    /// <summary>The key of a template and a combination.</summary>
    public string Fill(string template, long combination)
    {
        int[] levels = LevelsOf(combination);
        return string.Concat(
            template.Select(character =>
                PartOf(character) is >= 0 and var part && part < levels.Length
                    ? Levels[part][Math.Max(0, levels[part])]
                    : $"{character}"
            )
        );
    }
}
