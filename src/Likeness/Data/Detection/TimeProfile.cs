using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>The formats of days, times or durations that read all times of a column.</summary>
internal sealed class TimeProfile
{
    private List<ColumnKind>? alive;
    private bool startsWithZero;
    private bool hasInnerZero;
    private bool hasManyMinutes; // before a single colon

    /// <summary>Cells that look like days, times or durations.</summary>
    public int Count { get; private set; }

    /// <summary>Whether cells look like times, but no format reads them all.</summary>
    public bool IsMixed { get; private set; }

    /// <summary>Whether times have different zones.</summary>
    public bool ZonesDiffer { get; private set; }

    /// <summary>The formats left, the one to take first.</summary>
    public IReadOnlyList<ColumnKind> Kinds => alive?.FindAll(kind => IsCertain(kind, startsWithZero)) ?? [];

    /// <summary>The formats left that also read seconds alone, where others have minutes and decimals; none elsewhere.</summary>
    public IReadOnlyList<ColumnKind> With(SecondsProfile seconds) =>
        seconds.Examples is { Count: > 0 } examples
        && Kinds.All(kind => kind is DurationKind duration && duration.Format.AsSpan().IndexOfAny('.', ',') >= 0)
            ?
            [
                .. (alive ?? []).Where(kind =>
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
        && format.IndexOf('d') < format.IndexOfAny('M', 'N');

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
            alive = found.Count > 0 ? found : null;
            Count += found.Count > 0 ? 1 : 0;
            FindZeros(text);
            return found.Count > 0;
        }

        // All formats that are left read it, in most rows; a copy is made only where one does not.
        bool isRead = false;
        bool isRejected = false;
        foreach (var kind in alive)
        {
            bool fits = kind.TryRead(text, out _);
            isRead |= fits;
            isRejected |= !fits;
        }

        if (isRead)
        {
            alive = isRejected ? Fitting(alive, text.ToString()) : alive;
            FindZeros(text);
            ZonesDiffer |= alive[0] is TimeKind time && time.HasOtherZone(text);
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

    private static List<ColumnKind> Fitting(List<ColumnKind> kinds, string text) =>
        kinds.FindAll(kind => kind.TryRead(text, out _));
}
