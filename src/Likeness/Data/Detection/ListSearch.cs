using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>
/// Finds columns of lists of choices, such as answers to a question of which several apply. All cells are different choices between the same delimiter, there are far more lists than
/// choices, of which nearly all occur often, lists have several lengths, and most choices begin some lists and follow others in some: the parts of names and addresses have places of their own.
/// Of lists between brackets (JSON, Python, PostgreSQL), it is enough that nearly all choices occur often.
/// </summary>
internal static class ListSearch
{
    private const int MinRows = 20;
    private const int FewRows = 5;
    private const int MinChoices = 3;
    private const int MinBracketed = 2;
    private const int MinListsOfChoice = 2;
    private const double MostFrequent = 0.95; // of the choices of all rows
    private const double MinOtherLengths = 0.1; // of the rows

    private static readonly char[] Marks = [';', '|', ','];

    /// <summary>The lists; null where texts are none.</summary>
    /// <param name="texts">The different texts that are not missing.</param>
    /// <param name="counts">How often each occurs.</param>
    public static ListKind? Find(IReadOnlyList<string> texts, IReadOnlyList<int> counts) =>
        // Lists that all occur often may stay levels.
        counts.Sum() < MinRows
        || counts.All(count => count >= FewRows)
            ? null
            : BracketedList
                .Forms.Select(form => FindBracketed(texts, counts, form))
                .Concat(Marks.Select(mark => Find(texts, counts, mark)))
                .FirstOrDefault(kind => kind is not null);

    /// <summary>What is said of lists that were found.</summary>
    public static string Why(ListKind lists) =>
        $"lists of {lists.Choices.Count} choices, "
        + (
            lists.Form switch
            {
                ListForm.Plain => $"with '{lists.Separator}' between them",
                ListForm.Json => "written as JSON",
                ListForm.Python => "as Python writes them",
                _ => "written as arrays of PostgreSQL",
            }
        );

    /// <summary>The lists of declared texts.</summary>
    /// <param name="texts">The different texts.</param>
    /// <param name="counts">How often each occurs.</param>
    /// <param name="separator">What is between choices; null for the character that occurs most often.</param>
    /// <param name="form">How lists are written; null for the one that all texts have.</param>
    /// <exception cref="FormatException">A text is no list, or there are too many choices.</exception>
    public static ListKind Declare(
        IReadOnlyList<string> texts,
        IReadOnlyList<int> counts,
        string? separator,
        ListForm? form = null
    )
    {
        if ((form ?? FormOf(texts)) is var written and not ListForm.Plain)
        {
            string[] choices = Lists(texts, written) is { } listed ? InOrder(listed, counts) : [];
            string between = separator ?? Between(texts, written);
            return ListKind.Error(choices, between, written) is { } wrong
                ? throw new FormatException(
                    $"its texts are no lists between brackets: {(choices.Length == 0 ? "some have a choice twice, an empty one, or one without quotes" : wrong)} (declare a category, or another form)"
                )
                : new(choices, between, written);
        }

        char mark =
            separator?.Trim(' ')[0] ?? Marks.MaxBy(one => texts.Sum(text => text.Count(letter => letter == one)));
        var lists = Lists(texts, mark, out bool isClosed);
        string[] found = lists is null ? [] : InOrder(lists, counts);
        string kept = separator ?? SeparatorOf(texts, mark);
        return ListKind.Error(found, kept) is { } error
            ? throw new FormatException(
                $"its texts are no lists with '{kept}' between choices: {(lists is null ? "some have a choice twice, or an empty one" : error)} (declare a category, or another separator)"
            )
            : new(found, kept) { IsClosed = isClosed };
    }

    private static ListKind? Find(IReadOnlyList<string> texts, IReadOnlyList<int> counts, char mark)
    {
        if (!texts.Any(text => text.Contains(mark)) || Lists(texts, mark, out bool isClosed) is not { } lists)
        {
            return null;
        }

        var rowsOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var begins = new HashSet<string>(StringComparer.Ordinal);
        var follows = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (list, count) in lists.Zip(counts))
        {
            foreach (var (place, choice) in list.Index())
            {
                rowsOf[choice] = rowsOf.GetValueOrDefault(choice) + count;
                (place == 0 ? begins : follows).Add(choice);
            }
        }

        int usual = lists.Zip(counts).GroupBy(one => one.First.Length).Max(group => group.Sum(one => one.Second));
        return
            rowsOf.Count is >= MinChoices and <= ListKind.MaxChoices
            && lists.Count >= MinListsOfChoice * rowsOf.Count
            && AreFrequent(rowsOf)
            && counts.Sum() - usual >= MinOtherLengths * counts.Sum()
            && 2 * begins.Count(follows.Contains) > rowsOf.Count
            ? new ListKind(InOrder(lists, counts), SeparatorOf(texts, mark)) { IsClosed = isClosed }
            : null;
    }

    private static ListForm FormOf(IReadOnlyList<string> texts) =>
        BracketedList.Forms.FirstOrDefault(form => texts.Count > 0 && Lists(texts, form) is not null);

    private static bool AreFrequent(Dictionary<string, int> rowsOf) =>
        rowsOf.Values.Where(count => count >= FewRows).Sum() >= MostFrequent * rowsOf.Values.Sum();

    // Brackets and quotes say that cells are lists.
    private static ListKind? FindBracketed(IReadOnlyList<string> texts, IReadOnlyList<int> counts, ListForm form)
    {
        if (Lists(texts, form) is not { } lists)
        {
            return null;
        }

        var rowsOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (list, count) in lists.Zip(counts))
        {
            foreach (string choice in list)
            {
                rowsOf[choice] = rowsOf.GetValueOrDefault(choice) + count;
            }
        }

        string separator = Between(texts, form);
        return
            rowsOf.Count is >= MinBracketed and <= ListKind.MaxChoices
            && AreFrequent(rowsOf)
            && ListKind.Error([.. rowsOf.Keys], separator, form) is null
            ? new ListKind(InOrder(lists, counts), separator, form)
            : null;
    }

    private static List<string[]>? Lists(IReadOnlyList<string> texts, ListForm form)
    {
        var lists = new List<string[]>();
        foreach (string text in texts)
        {
            if (
                BracketedList.Read(form, text) is not { } choices
                || choices.Distinct(StringComparer.Ordinal).Count() < choices.Count
            )
            {
                return null;
            }

            lists.Add([.. choices]);
        }

        return lists;
    }

    // Null where some text has a choice twice, or an empty one.
    private static List<string[]>? Lists(IReadOnlyList<string> texts, char mark, out bool isClosed)
    {
        bool closed = isClosed = texts.All(text => text.Length == 0 || text.TrimEnd(' ').EndsWith(mark));
        List<string[]> lists =
        [
            .. texts.Select(text =>
                text.Length == 0 ? [] : text.Split(mark, StringSplitOptions.TrimEntries)[..^(closed ? 1 : 0)]
            ),
        ];
        return lists.TrueForAll(list =>
            Array.TrueForAll(list, choice => choice.Length > 0)
            && list.Distinct(StringComparer.Ordinal).Count() == list.Length
        )
            ? lists
            : null;
    }

    private static string Between(IReadOnlyList<string> texts, ListForm form) =>
        texts.Any(text => text.Contains(',', StringComparison.Ordinal))
            ? SeparatorOf(texts, ',')
            : BracketedList.DefaultSeparator(form);

    private static string SeparatorOf(IReadOnlyList<string> texts, char mark)
    {
        string[] written = [$"{mark}", $"{mark} ", $" {mark} "];
        int CountOf(string separator) => texts.Sum(text => text.Split(separator).Length - 1);
        int all = CountOf(written[0]);
        // One without spaces is within the others.
        return written.Reverse().First(separator => 2 * CountOf(separator) >= all);
    }

    /// <summary>Choices in the order that most lists have: each before those that it mostly precedes; by their texts where no list says more.</summary>
    private static string[] InOrder(List<string[]> lists, IReadOnlyList<int> counts)
    {
        string[] left =
        [
            .. lists.SelectMany(list => list).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        var placeOf = left.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
        int[,] before = new int[left.Length, left.Length];
        foreach (var (list, count) in lists.Zip(counts))
        {
            int[] places = Array.ConvertAll(list, choice => placeOf[choice]);
            for (int second = 1; second < places.Length; second++)
            {
                for (int first = 0; first < second; first++)
                {
                    before[places[first], places[second]] += count;
                }
            }
        }

        var open = Enumerable.Range(0, left.Length).ToList();
        var ordered = new List<string>();
        while (open.Count > 0)
        {
            int next = open.MinBy(place => open.Count(other => before[other, place] > before[place, other]));
            open.Remove(next);
            ordered.Add(left[next]);
        }

        return [.. ordered];
    }
}
