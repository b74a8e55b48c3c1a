using Likeness.Data.Kinds;

namespace Likeness.Data.Records;

/// <summary>The kinds of columns of .NET types.</summary>
internal static class CellTypes
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.F";
    private static readonly NumberKind Whole = new(new NumberFormat(0));
    private static readonly NumberKind Continuous = NumberKind.Default;

    private static readonly Dictionary<Type, ColumnKind> Kinds = new()
    {
        [typeof(byte)] = Whole,
        [typeof(sbyte)] = Whole,
        [typeof(short)] = Whole,
        [typeof(ushort)] = Whole,
        [typeof(int)] = Whole,
        [typeof(uint)] = Whole,
        [typeof(long)] = Whole,
        [typeof(ulong)] = Whole,
        [typeof(float)] = Continuous,
        [typeof(double)] = Continuous,
        [typeof(decimal)] = Continuous,
        [typeof(bool)] = new BooleanKind(),
        [typeof(DateTime)] = new TimeKind(TimeFormat),
        [typeof(DateTimeOffset)] = new TimeKind(TimeFormat + "zzz", HasZone: true),
        [typeof(DateOnly)] = new TimeKind("yyyy-MM-dd", IsDay: true),
        [typeof(TimeSpan)] = new DurationKind("hh:mm:ss.F"),
        [typeof(TimeOnly)] = new DurationKind("hh:mm:ss.F"),
    };

    /// <summary>The kind of values of a type; null for texts, and for types that become texts.</summary>
    public static ColumnKind? KindOf(Type type) =>
        type.IsEnum ? new CategoryKind(Enum.GetNames(type)) : Kinds.GetValueOrDefault(type);

    /// <summary>The cell of a value of a type that has a kind.</summary>
    public static double ToCell(object value) =>
        value switch
        {
            DateTime time => Seconds(time),
            DateTimeOffset time => Seconds(time),
            DateOnly day => Seconds(day),
            TimeSpan duration => Seconds(duration),
            TimeOnly time => Seconds(time),
            Enum level => Array.IndexOf(Enum.GetNames(level.GetType()), level.ToString()) is >= 0 and var index
                ? index
                : double.NaN,
            IConvertible number => number.ToDouble(System.Globalization.CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"A {value.GetType().Name} has no kind.", nameof(value)),
        };

    /// <summary>Seconds since 1970, of a time as it is written.</summary>
    public static double Seconds(DateTime time) => Seconds(time.Ticks - DateTime.UnixEpoch.Ticks);

    /// <summary>Seconds since 1970 in UTC.</summary>
    public static double Seconds(DateTimeOffset time) => Seconds(time.UtcTicks - DateTime.UnixEpoch.Ticks);

    /// <summary>Seconds since 1970.</summary>
    public static double Seconds(DateOnly day) => Seconds(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>Seconds of a duration.</summary>
    public static double Seconds(TimeSpan duration) => duration.TotalSeconds;

    /// <summary>Seconds since midnight.</summary>
    public static double Seconds(TimeOnly time) => time.ToTimeSpan().TotalSeconds;

    /// <summary>The level of an enumerated value; NaN for one without a name.</summary>
    public static double Level<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        int index = Array.IndexOf(Enum.GetNames<TEnum>(), Enum.GetName(value));
        return index < 0 ? double.NaN : index;
    }

    // Whole seconds and the rest apart: their sum is rounded once.
    private static double Seconds(long ticks) =>
        Math.Floor(ticks / (double)TimeSpan.TicksPerSecond)
        + (
            (ticks % TimeSpan.TicksPerSecond + TimeSpan.TicksPerSecond)
            % TimeSpan.TicksPerSecond
            / (double)TimeSpan.TicksPerSecond
        );
}
