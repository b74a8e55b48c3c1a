using System.Globalization;
using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>Durations, and times of day: a cell is a number of seconds.</summary>
/// <param name="Format">The file's .NET format of a <see cref="TimeSpan"/>, such as <c>hh\:mm\:ss</c>.</param>
public sealed record DurationKind(string Format) : ColumnKind
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "duration";

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsNumeric => true;

    /// <inheritdoc/>
    public override bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        bool read = TimeSpan.TryParseExact(text, Format, CultureInfo.InvariantCulture, out var duration);
        value = read ? duration.TotalSeconds : double.NaN;
        return read;
    }

    /// <inheritdoc/>
    public override string Write(double value) =>
        TimeSpan.FromSeconds(value).ToString(Format, CultureInfo.InvariantCulture);
}
