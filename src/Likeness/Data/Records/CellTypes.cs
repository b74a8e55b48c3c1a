using System.Globalization;
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
        [typeof(Half)] = Continuous,
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

    // Numbers that neither a cell nor a text stands for.
    private static readonly HashSet<Type> OtherNumbers =
    [
        typeof(Int128),
        typeof(UInt128),
        typeof(System.Numerics.BigInteger),
        typeof(System.Numerics.Complex),
        typeof(nint),
        typeof(nuint),
    ];

    /// <summary>The kind of values of a type; null for texts, and for types that become texts.</summary>
    public static ColumnKind? KindOf(Type type) =>
        type.IsEnum && !HasFlags(type) ? new CategoryKind(Enum.GetNames(type)) : Kinds.GetValueOrDefault(type);

    /// <summary>Whether a type holds whole numbers that a double does not hold exactly.</summary>
    public static bool IsWide(Type type) => type == typeof(long) || type == typeof(ulong);

    /// <summary>Requires that the texts of a type's values stand for them, as those of keys, names and flags do.</summary>
    /// <param name="type">A type without a kind.</param>
    /// <param name="name">The column, for the error.</param>
    /// <exception cref="LikenessException">The type is an array, a collection, a record of its own, or a number that no cell holds.</exception>
    public static void RequireText(Type type, string name)
    {
        bool isText =
            !OtherNumbers.Contains(type)
            && (
                type.IsAssignableTo(typeof(IFormattable))
                || type == typeof(string)
                || type == typeof(object)
                || type == typeof(char)
                || type == typeof(Uri)
                || type == typeof(Version)
            );
        if (!isText)
        {
            throw new LikenessException(
                $"'{name}' is a {type.Name}, which is no cell of a table (give a number, a text, a time, a boolean or an enumerated value, or leave it out)"
            );
        }
    }

    /// <summary>The cell of a value of a type that has a kind.</summary>
    public static double ToCell(object value) =>
        value switch
        {
            DateTime time => Cell(time),
            DateTimeOffset time => Cell(time),
            DateOnly day => Cell(day),
            TimeSpan duration => Cell(duration),
            TimeOnly time => Cell(time),
            float number => Cell(number),
            Half number => Cell(number),
            IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
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

    /// <summary>A single-precision number, as the double of its shortest text: 1.1 stays 1.1.</summary>
    public static double Cell(float number) =>
        float.IsFinite(number) ? Shortest(number.ToString("R", CultureInfo.InvariantCulture)) : number;

    /// <summary>A half-precision number, as the double of its shortest text.</summary>
    public static double Cell(Half number) =>
        Half.IsFinite(number) ? Shortest(number.ToString("R", CultureInfo.InvariantCulture)) : (double)number;

    /// <summary>The levels of an enumeration's values.</summary>
    /// <returns>Maps a value to its level; throws <see cref="LikenessException"/> for one without a name.</returns>
    public static Func<object, double> LevelsOf(Type type)
    {
        var levels = new Dictionary<object, double>();
        string[] names = Enum.GetNames(type);
        for (int i = 0; i < names.Length; i++)
        {
            levels.TryAdd(Enum.Parse(type, names[i]), i);
        }

        return value =>
            levels.TryGetValue(value, out double level)
                ? level
                : throw new LikenessException(
                    $"{value} is no named value of {type.Name} (name it, or give its number instead)"
                );
    }

    // Combinations of flags are written with commas between them, and are levels of their own.
    private static bool HasFlags(Type type) => type.IsDefined(typeof(FlagsAttribute), inherit: false);

    private static double Shortest(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // Whole seconds and the rest apart: their sum is rounded once.
    private static double Seconds(long ticks) =>
        Math.Floor(ticks / (double)TimeSpan.TicksPerSecond)
        + (
            (ticks % TimeSpan.TicksPerSecond + TimeSpan.TicksPerSecond)
            % TimeSpan.TicksPerSecond
            / (double)TimeSpan.TicksPerSecond
        );
}
