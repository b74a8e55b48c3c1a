using System.Numerics;
using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>Lists of choices, such as <c>Python;Go;Rust</c> or <c>["Wifi", "Kitchen"]</c>: a cell is the sum of 2ⁱ over its choices i, so that each set of choices is a number.</summary>
public sealed record ListKind : ColumnKind
{
    /// <summary>The most choices: a <see cref="double"/> holds each sum of so many powers of 2 exactly.</summary>
    public const int MaxChoices = 52;

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> indices;

    /// <summary>Creates lists.</summary>
    /// <param name="choices">The choices, each once, in the order in which lists have them; at most <see cref="MaxChoices"/>.</param>
    /// <param name="separator">What stands between two of them: a character that no choice has, perhaps with spaces; a comma between brackets.</param>
    /// <param name="form">How lists are written.</param>
    /// <exception cref="ArgumentException">A choice occurs twice, is empty or has the separator, there are too many, or the separator has no character but spaces.</exception>
    public ListKind(IReadOnlyList<string> choices, string separator, ListForm form = ListForm.Plain)
    {
        if (Error(choices, separator, form) is { } error)
        {
            throw new ArgumentException(error, nameof(choices));
        }

        var found = new Dictionary<string, int>(choices.Count, StringComparer.Ordinal);
        for (int i = 0; i < choices.Count; i++)
        {
            found[choices[i]] = i;
        }

        (Choices, Separator, Form) = (choices, separator, form);
        indices = found.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The texts of the choices, in the order in which lists have them.</summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>What is written between two choices.</summary>
    public string Separator { get; }

    /// <summary>How lists are written. Choices between brackets are what stands between their quotes, with its escapes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ListForm Form { get; }

    /// <summary>Whether the separator stands behind the last choice, too.</summary>
    public bool IsClosed { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "list";

    /// <summary>Why lists cannot have these choices; null where they can.</summary>
    internal static string? Error(IReadOnlyList<string> choices, string separator, ListForm form = ListForm.Plain) =>
        separator.Trim(' ').Length != 1 ? "a separator is one character, perhaps with spaces"
        : form != ListForm.Plain && separator.Trim(' ') != "," ? "between brackets the separator is a comma"
        : choices.Count is 0 or > MaxChoices ? $"there are {choices.Count} choices, not 1 to {MaxChoices}"
        : choices.Distinct(StringComparer.Ordinal).Count() < choices.Count ? "a choice is given twice"
        : choices.FirstOrDefault(choice => !MayBe(choice, separator, form)) is not { } wrong ? null
        : form == ListForm.Plain ? $"'{wrong}' cannot be a choice: it is empty, has the separator, or a space at an end"
        : $"'{wrong}' cannot be a choice: it is empty, or has a quote without a backslash";

    private static bool MayBe(string choice, string separator, ListForm form) =>
        form == ListForm.Plain
            ? choice.Trim(' ').Length > 0 && choice.Trim(' ') == choice && !choice.Contains(separator.Trim(' ')[0])
            : BracketedList.MayBe(form, choice);

    /// <summary>Whether a cell has a choice.</summary>
    /// <param name="cell">The cell, not missing.</param>
    /// <param name="choice">The place of the choice.</param>
    internal static bool Has(double cell, int choice) => (((long)cell >> choice) & 1) == 1;

    /// <summary>The number of choices of a cell that is not missing.</summary>
    internal static int CountOf(double cell) => BitOperations.PopCount((ulong)cell);

    /// <summary>The choices of a cell that is not missing.</summary>
    internal IEnumerable<string> ChoicesOf(double cell) => Choices.Where((_, i) => Has(cell, i));

    /// <summary>A cell with one choice.</summary>
    internal static double Cell(int choice) => 1L << choice;

    /// <inheritdoc/>
    public override bool TryRead(ReadOnlySpan<char> text, out double value) => TryRead(text, [], out value);

    /// <summary>Reads a list that may have further choices.</summary>
    /// <param name="text">The text.</param>
    /// <param name="added">The choices behind those of this kind; receives those of the text.</param>
    /// <param name="value">The cell under <see cref="With"/> these.</param>
    /// <returns>False if the text is no list, or there would be too many choices.</returns>
    internal bool TryRead(string text, List<string> added, out double value)
    {
        foreach (string choice in Split(text) ?? [])
        {
            if (choice.Length > 0 && !indices.ContainsKey(choice) && !added.Contains(choice))
            {
                added.Add(choice);
            }
        }

        value = double.NaN;
        return Choices.Count + added.Count <= MaxChoices && TryRead(text.AsSpan(), added, out value);
    }

    private bool TryRead(ReadOnlySpan<char> text, List<string> added, out double value)
    {
        long cell = 0;
        value = double.NaN;
        if (Form != ListForm.Plain)
        {
            if (BracketedList.Read(Form, text)?.TrueForAll(choice => TryAdd(choice, added, ref cell)) != true)
            {
                return false;
            }

            value = cell;
            return true;
        }

        char mark = Separator.Trim(' ')[0];
        text = text.Trim(' ');
        text = IsClosed && text is [.., var last] && last == mark ? text[..^1] : text;
        if (text.Length > 0)
        {
            foreach (var part in text.Split(mark))
            {
                if (!TryAdd(text[part].Trim(' '), added, ref cell))
                {
                    return false;
                }
            }
        }

        value = cell;
        return true;
    }

    private bool TryAdd(ReadOnlySpan<char> choice, List<string> added, ref long cell)
    {
        if (!indices.TryGetValue(choice, out int at))
        {
            int further = added.Count == 0 ? -1 : added.IndexOf(choice.ToString());
            if (further < 0)
            {
                return false;
            }

            at = Choices.Count + further;
        }

        cell |= 1L << at;
        return true;
    }

    private IReadOnlyList<string>? Split(string text) =>
        Form == ListForm.Plain
            ? text.Split(Separator.Trim(' ')[0], StringSplitOptions.TrimEntries)
            : BracketedList.Read(Form, text);

    /// <inheritdoc/>
    public override string Write(double value) => Write(ChoicesOf(value));

    /// <summary>The text of choices, which need not be those of this kind.</summary>
    internal string Write(IEnumerable<string> choices)
    {
        if (Form != ListForm.Plain)
        {
            return BracketedList.Write(Form, choices, Separator);
        }

        string text = string.Join(Separator, choices);
        return IsClosed && text.Length > 0 ? text + Separator.TrimEnd(' ') : text;
    }

    /// <summary>The same choices, and others behind them.</summary>
    internal ListKind With(IEnumerable<string> added) =>
        new([.. Choices, .. added], Separator, Form) { IsClosed = IsClosed };

    /// <inheritdoc/>
    public bool Equals(ListKind? other) =>
        other is not null
        && (Separator, IsClosed, Form) == (other.Separator, other.IsClosed, other.Form)
        && Choices.SequenceEqual(other.Choices);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Choices.Count, Separator);
}
