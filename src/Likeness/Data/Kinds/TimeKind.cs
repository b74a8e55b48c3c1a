using System.Globalization;
using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>
/// Days and points in time: a cell is the number of seconds since 1970-01-01 00:00, in UTC where the file writes a zone, else in the file's own time.
/// A double holds microseconds exactly from 1700 to 2255.
/// </summary>
/// <param name="Format">The file's .NET format, such as <c>yyyy-MM-dd HH:mm:ss</c>.</param>
/// <param name="IsDay">Whether all cells are whole days.</param>
/// <param name="HasZone">Whether the cells have a zone.</param>
/// <param name="Offset">The zone that samples are written in, if the cells have one.</param>
public sealed record TimeKind(string Format, bool IsDay = false, bool HasZone = false, TimeSpan Offset = default)
    : ColumnKind
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => IsDay ? "date" : "time";

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsNumeric => true;

    /// <inheritdoc/>
    public override bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        bool read = DateTimeOffset.TryParseExact(
            text,
            Format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        );
        value = read ? (time - DateTimeOffset.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond : double.NaN;
        return read;
    }

    /// <inheritdoc/>
    public override string Write(double value) =>
        DateTimeOffset
            .UnixEpoch.AddTicks((long)Math.Round(value * TimeSpan.TicksPerSecond))
            .ToOffset(Offset)
            .ToString(Format, CultureInfo.InvariantCulture);
}
