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
            DateTime time => Cell(time),
            DateTimeOffset time => Cell(time),
            DateOnly day => Cell(day),
            TimeSpan duration => Cell(duration),
            TimeOnly time => Cell(time),
            IConvertible number => number.ToDouble(System.Globalization.CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"A {value.GetType().Name} has no kind.", nameof(value)),
        };

    /// <summary>Seconds since 1970, of a time as it is written.</summary>
    public static double Cell(DateTime time) => Seconds(time.Ticks - DateTime.UnixEpoch.Ticks);

    /// <summary>Seconds since 1970 in UTC.</summary>
    public static double Cell(DateTimeOffset time) => Seconds(time.UtcTicks - DateTime.UnixEpoch.Ticks);

    /// <summary>Seconds since 1970.</summary>
    public static double Cell(DateOnly day) => Cell(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>Seconds of a duration.</summary>
    public static double Cell(TimeSpan duration) => duration.TotalSeconds;

    /// <summary>Seconds since midnight.</summary>
    public static double Cell(TimeOnly time) => time.ToTimeSpan().TotalSeconds;

    /// <summary>A decimal number, as the nearest double.</summary>
    public static double Cell(decimal number) => (double)number;

    /// <summary>The levels of an enumeration's values; NaN for a value without a name.</summary>
    public static Func<object, double> LevelsOf(Type type)
    {
        var levels = new Dictionary<object, double>();
        string[] names = Enum.GetNames(type);
        for (int i = 0; i < names.Length; i++)
        {
            levels.TryAdd(Enum.Parse(type, names[i]), i);
        }

        return value => levels.GetValueOrDefault(value, double.NaN);
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
