using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace Likeness.Data.Records;

/// <summary>Builds a table from objects: a column for each public property, or field of a tuple, that can be read. No cell is boxed.</summary>
internal static class RecordTable
{
    /// <summary>The members that a type of records keeps when a program is trimmed.</summary>
    public const DynamicallyAccessedMemberTypes Kept =
        DynamicallyAccessedMemberTypes.PublicProperties
        | DynamicallyAccessedMemberTypes.PublicFields
        | DynamicallyAccessedMemberTypes.PublicConstructors;

    /// <summary>Reads the records once, in order.</summary>
    /// <exception cref="LikenessException">There is no record, no column, or a number that is not finite.</exception>
    public static Table Read<[DynamicallyAccessedMembers(Kept)] T>(IEnumerable<T> records)
    {
        var members = Members(typeof(T));
        if (members.Count == 0)
        {
            throw new LikenessException(
                $"{typeof(T).Name} has no public property (give records with a property for each column)"
            );
        }

        var columns = members.ConvertAll(member => Column<T>(member.Name, member.Type, member.Read));
        int rows = 0;
        foreach (var record in records)
        {
            if (record is null)
            {
                throw new ArgumentException($"Record {rows} is null.", nameof(records));
            }

            rows++;
            foreach (var (_, add) in columns)
            {
                add(record);
            }
        }

        return rows == 0
            ? throw new LikenessException($"there is no {typeof(T).Name} (give at least one record)")
            : Finish(columns.Select(column => column.Cells));
    }

    /// <summary>The table of filled columns.</summary>
    public static Table Finish(IEnumerable<CellColumn> columns)
    {
        var finished = columns.Select(column => column.Finish()).ToList();
        return Table.FromColumns([.. finished.Select(one => one.Column)], [.. finished.Select(one => one.Cells)]);
    }

    private static List<(string Name, Type Type, Func<Expression, Expression> Read)> Members(
        [DynamicallyAccessedMembers(Kept)] Type type
    )
    {
        var members = new List<(string Name, Type Type, Func<Expression, Expression> Read)>();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            // A property that hides another comes before it.
            bool isHidden = members.Exists(member => member.Name == property.Name);
            if (property.CanRead && property.GetIndexParameters().Length == 0 && !isHidden)
            {
                members.Add((property.Name, property.PropertyType, of => Expression.Property(of, property)));
            }
        }

        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            members.Add((field.Name, field.FieldType, of => Expression.Field(of, field)));
        }

        return members;
    }

    private static (CellColumn Cells, Action<T> Add) Column<T>(
        string name,
        Type type,
        Func<Expression, Expression> read
    )
    {
        var record = Expression.Parameter(typeof(T));
        var value = read(record);
        var plain = Nullable.GetUnderlyingType(type);
        var kind = CellTypes.KindOf(plain ?? type);
        if (kind is null)
        {
            CellTypes.RequireText(plain ?? type, name);
            var texts = new TextCells(name);
            Expression text = type == typeof(string) ? value : Text(value, type);
            return (texts, Compile<T, string?>(text, record, texts.Add));
        }

        if (CellTypes.IsWide(plain ?? type))
        {
            var wide = new WideCells(name, kind);
            Expression whole = Expression.Convert(value, plain is null ? typeof(Int128) : typeof(Int128?));
            return (wide, Compile<T, Int128?>(Expression.Convert(whole, typeof(Int128?)), record, wide.Add));
        }

        var numbers = new NumberCells(name, kind);
        if ((plain ?? type) == typeof(DateTimeOffset))
        {
            return (
                numbers,
                Compile<T, DateTimeOffset?>(Expression.Convert(value, typeof(DateTimeOffset?)), record, numbers.Add)
            );
        }

        Expression number = plain is null
            ? Number(value, type)
            : Expression.Condition(
                Expression.Equal(value, Expression.Constant(null, type)),
                Expression.Constant(double.NaN),
                Number(Expression.Convert(value, plain), plain)
            );
        return (numbers, Compile<T, double>(number, record, numbers.Add));
    }

    private static Action<T> Compile<T, TCell>(Expression cell, ParameterExpression record, Action<TCell> add)
    {
        var read = Expression.Lambda<Func<T, TCell>>(cell, record).Compile();
        return one => add(read(one));
    }

    private static Expression Number(Expression value, Type type) =>
        type == typeof(bool) ? Expression.Condition(value, Expression.Constant(1.0), Expression.Constant(0.0))
        : type.IsEnum
            ? Expression.Invoke(
                Expression.Constant(CellTypes.LevelsOf(type)),
                Expression.Convert(value, typeof(object))
            )
        : CellMethod(type) is { } cell ? Expression.Call(cell, value)
        : Expression.Convert(value, typeof(double));

    // Of this very type: whole numbers also fit the method of single precision.
    private static MethodInfo? CellMethod(Type type) =>
        typeof(CellTypes).GetMethod(nameof(CellTypes.Cell), [type]) is { } method
        && method.GetParameters()[0].ParameterType == type
            ? method
            : null;

    private static Expression Text(Expression value, Type type)
    {
        var text = Expression.Call(
            typeof(Convert).GetMethod(nameof(Convert.ToString), [typeof(object), typeof(IFormatProvider)])!,
            Expression.Convert(value, typeof(object)),
            Expression.Constant(CultureInfo.InvariantCulture)
        );
        return type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? text
            : Expression.Condition(
                Expression.Equal(value, Expression.Constant(null, type)),
                Expression.Constant(null, typeof(string)),
                text
            );
    }
}
