using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>The formats of days, times or durations that read all times of a column.</summary>
internal sealed class TimeProfile
{
    private List<TimeReading>? alive;
    private bool startsWithZero;
    private bool hasInnerZero;
    private bool hasManyMinutes; // before a single colon
    private bool? order; // whether the day is first, as in other columns

    /// <summary>Cells that look like days, times or durations.</summary>
    public int Count { get; private set; }

    /// <summary>Whether cells look like times, but no format reads them all.</summary>
    public bool IsMixed { get; private set; }

    /// <summary>Whether times have different zones.</summary>
    public bool ZonesDiffer { get; private set; }

    /// <summary>The formats left, the one to take first.</summary>
    public IReadOnlyList<ColumnKind> Kinds
    {
        get
        {
            var readings = Certain;
            int first = Math.Max(0, readings.FindIndex(IsFirst));
            return [.. readings.Skip(first).Concat(readings.Take(first)).Select(reading => reading.Kind)];
        }
    }

    /// <summary>The text of a time that stands for none, such as <c>1970-01-01 00:00:00</c> among those of today; null where there is none.</summary>
    public string? Sentinel
    {
        get
        {
            string?[] found = [.. Certain.Select(reading => reading.Sentinel).Distinct()];
            return found is [{ } one] ? one : null;
        }
    }

    private List<TimeReading> Certain => alive?.FindAll(reading => IsCertain(reading.Kind, startsWithZero)) ?? [];

    // Of day first and month first, that of other columns, or that which makes more sense.
    private bool IsFirst(TimeReading reading) =>
        reading.Kind is TimeKind kind
        && Certain[0] is { Kind: TimeKind custom } first
        && (
            order is { } known ? DayFirst(kind) == known : DayFirst(kind) != DayFirst(custom) && reading.IsBetter(first)
        );

    // Whether the times are not read by custom.
    private bool IsReordered => Certain.FindIndex(IsFirst) > 0;

    /// <summary>The formats left that also read seconds alone, where others have minutes and decimals; none elsewhere.</summary>
    public IReadOnlyList<ColumnKind> With(SecondsProfile seconds) =>
        seconds.Examples is { Count: > 0 } examples
        && Kinds.All(kind => kind is DurationKind duration && duration.Format.AsSpan().IndexOfAny('.', ',') >= 0)
            ?
            [
                .. (alive ?? [])
                    .Select(reading => reading.Kind)
                    .Where(kind =>
                        IsCertain(kind, startsWithZero || examples.Any(text => text[0] == '0'))
                        && examples.All(text => kind.TryRead(text, out _))
                    ),
            ]
            : [];

    /// <summary>The formats left that differ in the order of day and month.</summary>
    public bool IsAmbiguous =>
        Kinds is [TimeKind first, ..] && Kinds.OfType<TimeKind>().Any(kind => DayFirst(kind) != DayFirst(first));

    /// <summary>Whether the first format puts the day before the month.</summary>
    public static bool DayFirst(TimeKind kind) =>
        kind.Format.AsSpan(MonthNames.Of(kind.Format).Start) is var format
        && format.IndexOfAny('d', 'e') < format.IndexOfAny('M', 'N');

    /// <summary>Lets columns that may put day or month first take the order of others: of those where rows distinguish them, else of those where one makes more sense.</summary>
    /// <param name="columns">The columns of a file.</param>
    public static void Agree(IReadOnlyList<TimeProfile> columns)
    {
        var groups = columns
            .Select(column => (Times: column, Kind: column.Kinds is [TimeKind kind, ..] ? kind : null))
            .Where(one => one.Kind is not null && SeparatorOf(one.Kind) != default)
            .GroupBy(one => SeparatorOf(one.Kind!));
        foreach (var group in groups)
        {
            var ambiguous = group.Where(one => one.Times.IsAmbiguous).ToList();
            bool[] orders = [.. group.Except(ambiguous).Select(one => DayFirst(one.Kind!)).Distinct()];
            orders =
                orders.Length > 0
                    ? orders
                    : [.. ambiguous.Where(one => one.Times.IsReordered).Select(one => DayFirst(one.Kind!)).Distinct()];
            if (orders is [var order])
            {
                ambiguous.ForEach(one => one.Times.order = order);
            }
        }
    }

    // Between the numbers of day and month; none where the year is first or the month has a name.
    private static char SeparatorOf(TimeKind kind) =>
        kind.Format.Split('/', '.', '-') is [{ Length: <= 2 } first, { Length: <= 2 }, ..] && first[0] is 'd' or 'M'
            ? kind.Format[first.Length]
            : default;

    // Only the padded one of day and month has zeros before it: 10/1/2024 alone shows none.
    private bool IsCertain(ColumnKind kind, bool hasZeros) =>
        kind is DurationKind duration
            ? duration.IsCertain(hasZeros, hasManyMinutes)
            : kind is not TimeKind time
                || !TimeCandidates.IsPaddedOnce(time.Format)
                || (time.Format[1] == time.Format[0] ? hasZeros : hasInnerZero);

    private void FindZeros(ReadOnlySpan<char> text)
    {
        int separator = text.IndexOfAny('/', '.', '-');
        startsWithZero |= text is ['0', >= '0' and <= '9', ..];
        hasManyMinutes |=
            text is [>= '2' and <= '9', >= '0' and <= '9', ':', ..]
            && (text[0] > '2' || text[1] > '3')
            && text.LastIndexOf(':') == 2;
        hasInnerZero |= separator >= 0 && separator + 1 < text.Length && text[separator + 1] == '0';
    }

    /// <summary>Adds a cell.</summary>
    /// <returns>False if it does not look like a day, a time or a duration.</returns>
    public bool Add(ReadOnlySpan<char> text)
    {
        if (alive is null)
        {
            var found = TimeCandidates.Of(text.ToString()).ToList();
            alive = found.Count > 0 ? found.ConvertAll(kind => new TimeReading(kind)) : null;
            foreach (var reading in alive ?? [])
            {
                reading.Add(text);
            }

            Count += found.Count > 0 ? 1 : 0;
            FindZeros(text);
            return found.Count > 0;
        }

        // All formats that are left read it, in most rows; a copy is made only where one does not.
        bool isRead = false;
        bool isRejected = false;
        foreach (var reading in alive)
        {
            bool fits = reading.Add(text);
            isRead |= fits;
            isRejected |= !fits;
        }

        if (isRead)
        {
            alive = isRejected ? Fitting(alive, text.ToString()) : alive;
            FindZeros(text);
            ZonesDiffer |= alive[0].Kind is TimeKind time && time.HasOtherZone(text);
            Count++;
            return true;
        }

        var others = TimeCandidates.Of(text.ToString()).ToList();
        if (others.Count == 0)
        {
            return false;
        }

        IsMixed = true;
        Count++;
        return true;
    }

    private static List<TimeReading> Fitting(List<TimeReading> readings, string text) =>
        readings.FindAll(reading => reading.Kind.TryRead(text, out _));
}
