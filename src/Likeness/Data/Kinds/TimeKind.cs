using System.Globalization;
using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>
/// Days and points in time: a cell is the number of seconds since 1970-01-01 00:00, in UTC where the file writes a zone, else in the file's own time.
/// A double holds microseconds exactly from 1700 to 2255.
/// </summary>
/// <param name="Format">
/// The file's format in .NET's letters, such as <c>yyyy-MM-dd HH:mm:ss</c>; <c>zzzz</c> is an offset without a colon.
/// </param>
/// <param name="IsDay">Whether all cells are whole days.</param>
/// <param name="HasZone">Whether the cells have a zone.</param>
/// <param name="Offset">The zone that samples are written in, if the cells have one.</param>
public sealed record TimeKind(string Format, bool IsDay = false, bool HasZone = false, TimeSpan Offset = default)
    : ColumnKind
{
    private static readonly double FirstSecond = (DateTime.MinValue - DateTime.UnixEpoch).TotalSeconds;
    private static readonly double LastSecond = Math.Floor((DateTime.MaxValue - DateTime.UnixEpoch).TotalSeconds);

    private readonly TimePattern pattern =
        TimePattern.Find(Format)
        ?? throw new ArgumentException($"'{Format}' is not a format of times.", nameof(Format));

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => IsDay ? "date" : "time";

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsNumeric => true;

    /// <inheritdoc/>
    public override bool TryRead(ReadOnlySpan<char> text, out double value) => pattern.TryRead(text, out value, out _);

    /// <summary>Whether a text has another zone than samples are written in.</summary>
    internal bool HasOtherZone(ReadOnlySpan<char> text) =>
        HasZone && pattern.TryRead(text, out _, out int offset) && offset != Offset.TotalMinutes;

    /// <summary>The zone that samples are written in, such as <c>+01:00</c>.</summary>
    internal string Zone =>
        $"{(Offset < TimeSpan.Zero ? '-' : '+')}{Offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture)}";

    /// <summary>Whether a cell is a time of the calendar, a day before its end.</summary>
    internal bool HasTime(double value) =>
        Math.Abs(value + Offset.TotalSeconds) < LastSecond - 86_400 && At(value) is not null;

    /// <summary>The day and time of a cell in the calendar of the file's zone; null for NaN, and beyond the calendar.</summary>
    internal DateTime? At(double value)
    {
        double seconds = value + Offset.TotalSeconds;
        // Comparisons with NaN are false.
        return seconds >= FirstSecond && seconds <= LastSecond ? DateTime.UnixEpoch.AddSeconds(seconds) : null;
    }

    /// <summary>Whether the format names months, quarters or weeks: cells are their first days.</summary>
    internal bool IsOfPeriods => pattern.Period is not null;

    /// <summary>The first day of the period that the format names; NaN for NaN.</summary>
    internal double FirstOfPeriod(double value) =>
        pattern.Period is { } period && At(value) is { } at
            ? (period.FirstDay(at) - DateTime.UnixEpoch).TotalSeconds - Offset.TotalSeconds
            : value;

    /// <inheritdoc/>
    public override string Write(double value) => pattern.Write(value, Offset);

    /// <inheritdoc/>
    public bool Equals(TimeKind? other) =>
        other is not null
        && (Format, IsDay, HasZone, Offset) == (other.Format, other.IsDay, other.HasZone, other.Offset);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Format, IsDay, HasZone, Offset);
}
