using System.Globalization;
using System.Numerics;
using Likeness.Data.Kinds;

namespace Likeness.Data.Records;

/// <summary>Conversions of cells into .NET values.</summary>
internal static class CellReaders
{
    private const double Rounding = 1e-9;

    // From cells of numbers, and from texts, such as those of keys that a cell does not hold exactly.
    private static readonly Dictionary<Type, (Func<Column, double, object> Cell, Func<string, object?> Text)> Numbers =
        new()
        {
            [typeof(byte)] = (Whole<byte>, Text<byte>),
            [typeof(sbyte)] = (Whole<sbyte>, Text<sbyte>),
            [typeof(short)] = (Whole<short>, Text<short>),
            [typeof(ushort)] = (Whole<ushort>, Text<ushort>),
            [typeof(int)] = (Whole<int>, Text<int>),
            [typeof(uint)] = (Whole<uint>, Text<uint>),
            [typeof(long)] = (Whole<long>, Text<long>),
            [typeof(ulong)] = (Whole<ulong>, Text<ulong>),
            [typeof(Half)] = ((_, cell) => (Half)cell, Text<Half>),
            [typeof(float)] = ((_, cell) => (float)cell, Text<float>),
            [typeof(double)] = ((_, cell) => cell, Text<double>),
            [typeof(decimal)] = ((_, cell) => Exact(cell), Text<decimal>),
        };

    // Microseconds: a double of seconds since 1970 has no digits beyond them.
    private static readonly Dictionary<Type, Func<double, object>> Times = new()
    {
        [typeof(DateTime)] = cell => Time(cell),
        [typeof(DateOnly)] = cell => DateOnly.FromDateTime(Time(cell)),
        [typeof(TimeSpan)] = cell => TimeSpan.FromTicks(Ticks(cell)),
        [typeof(TimeOnly)] = cell => new TimeOnly(Math.Clamp(Ticks(cell), 0, TimeSpan.TicksPerDay - 1)),
    };

    /// <summary>Creates the conversion of a column's cells into a type, or into null where they are missing.</summary>
    /// <param name="column">The column.</param>
    /// <param name="type">The type.</param>
    /// <param name="target">The property, for errors.</param>
    /// <exception cref="LikenessException">The type cannot hold the column.</exception>
    public static Func<double, object?> Create(Column column, Type type, string target)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var read =
            Present(column, plain)
            ?? throw new LikenessException(
                $"column '{column.Name}' holds values of the kind {column.Kind.Name}, which {target} of type {plain.Name} cannot hold (change the type, or leave it out)"
            );
        if (plain != type || !type.IsValueType)
        {
            return cell => double.IsNaN(cell) ? null : read(cell);
        }

        if (type == typeof(double) || type == typeof(float))
        {
            return read;
        }

        return cell =>
            double.IsNaN(cell)
                ? throw new LikenessException(
                    $"column '{column.Name}' has a missing value, which {target} of type {type.Name} cannot hold (make it {type.Name}?)"
                )
                : read(cell);
    }

    private static Func<double, object>? Present(Column column, Type type)
    {
        var kind = column.Kind;
        if (type == typeof(string) || type == typeof(object))
        {
            return column.Write;
        }

        if (Numbers.TryGetValue(type, out var number))
        {
            return kind is NumberKind ? cell => number.Cell(column, cell) : cell => Parsed(column, cell, number.Text);
        }

        if (type == typeof(bool))
        {
            return kind is BooleanKind or NumberKind ? cell => cell != 0 : null;
        }

        if (type == typeof(DateTimeOffset) && kind is TimeKind zone)
        {
            return cell => Zoned(Time(cell), zone.Offset);
        }

        if (type == typeof(DateTime) && kind is TimeKind { HasZone: false })
        {
            // Of no zone, as the cells are.
            return cell => DateTime.SpecifyKind(Time(cell), DateTimeKind.Unspecified);
        }

        if (Times.TryGetValue(type, out var time))
        {
            bool isDuration = type == typeof(TimeSpan) || type == typeof(TimeOnly);
            return (isDuration ? kind is DurationKind : kind is TimeKind) ? time : null;
        }

        return type.IsEnum ? cell => Level(column, cell, type)
            : type == typeof(Guid) ? cell => Guid.Parse(column.Write(cell))
            : type == typeof(Uri) ? cell => new Uri(column.Write(cell), UriKind.RelativeOrAbsolute)
            : type == typeof(Version) ? cell => Version.Parse(column.Write(cell))
            : type == typeof(char) ? cell => column.Write(cell)[0]
            : null;
    }

    private static object Level(Column column, double cell, Type type) =>
        Enum.TryParse(type, column.Write(cell), out object? level)
            ? level
            : throw new LikenessException(
                $"column '{column.Name}': '{column.Write(cell)}' is no value of {type.Name} (make the property a string)"
            );

    private static object Parsed(Column column, double cell, Func<string, object?> read) =>
        read(column.Write(cell))
        ?? throw new LikenessException(
            $"column '{column.Name}': '{column.Write(cell)}' is not a number of the property's type (make the property a string)"
        );

    private static object? Text<T>(string text)
        where T : INumberBase<T> =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static object Whole<T>(Column column, double cell)
        where T : INumberBase<T> =>
        Math.Abs(cell - Math.Round(cell)) <= Rounding * Math.Max(1, Math.Abs(cell))
            ? T.CreateSaturating(Math.Round(cell))
            : throw new LikenessException(
                $"column '{column.Name}' has {column.Write(cell)}, which a property of type {typeof(T).Name} cannot hold (make it a double)"
            );

    // All digits of the number, of which the conversion keeps 15.
    private static object Exact(double cell) =>
        Text<decimal>(cell.ToString("R", CultureInfo.InvariantCulture)) ?? decimal.CreateSaturating(cell);

    // The ends of time are common marks of "always" and "never".
    private static DateTime Time(double seconds) =>
        new(Math.Clamp(DateTime.UnixEpoch.Ticks + Ticks(seconds), 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc);

    private static DateTimeOffset Zoned(DateTime time, TimeSpan offset) =>
        new(
            Math.Clamp(
                time.Ticks + offset.Ticks,
                Math.Max(0, offset.Ticks),
                DateTime.MaxValue.Ticks + Math.Min(0, offset.Ticks)
            ),
            offset
        );

    private static long Ticks(double seconds) =>
        (long)Math.Round(seconds * 1e6) * (TimeSpan.TicksPerSecond / 1_000_000);
}
