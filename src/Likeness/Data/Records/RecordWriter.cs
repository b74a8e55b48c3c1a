using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace Likeness.Data.Records;

/// <summary>Creates objects from rows: the inverse of <see cref="RecordTable"/>.</summary>
internal static class RecordWriter
{
    /// <summary>A record for each row.</summary>
    /// <exception cref="LikenessException">No constructor fits the columns, or a type cannot hold its column.</exception>
    public static IEnumerable<T> Write<[DynamicallyAccessedMembers(RecordTable.Kept)] T>(Table rows)
    {
        var create = Creation<T>(rows);
        return Enumerable.Range(0, rows.RowCount).Select(create);
    }

    private static Func<int, T> Creation<[DynamicallyAccessedMembers(RecordTable.Kept)] T>(Table rows)
    {
        var row = Expression.Parameter(typeof(int));
        var constructor = Constructor(typeof(T), rows);
        ParameterInfo[] parameters = constructor?.GetParameters() ?? [];
        var creation = constructor is null
            ? Expression.New(typeof(T))
            : Expression.New(constructor, parameters.Select(one => Cell<T>(rows, one.Name!, one.ParameterType, row)!));
        var set =
            from member in Settable(typeof(T))
            where !parameters.Any(one => IsSame(one.Name!, member.Member.Name))
            let cell = Cell<T>(rows, member.Member.Name, member.Type, row)
            where cell is not null
            select Expression.Bind(member.Member, cell);
        return Expression.Lambda<Func<int, T>>(Expression.MemberInit(creation, set), row).Compile();
    }

    // The constructor with the most parameters, all of them columns; null for the default of a structure.
    private static ConstructorInfo? Constructor([DynamicallyAccessedMembers(RecordTable.Kept)] Type type, Table rows)
    {
        ConstructorInfo[] all = type.GetConstructors();
        var found = all.Where(one => Array.TrueForAll(one.GetParameters(), each => IndexOf(rows, each.Name!) >= 0))
            .MaxBy(one => one.GetParameters().Length);
        if (found is not null || type.IsValueType)
        {
            return found;
        }

        string[] missing =
        [
            .. all.SelectMany(one => one.GetParameters())
                .Select(one => one.Name!)
                .Where(name => IndexOf(rows, name) < 0),
        ];
        throw new LikenessException(
            missing.Length == 0
                ? $"{type.Name} has no public constructor (give it one)"
                : $"no column is named '{missing[0]}', which {type.Name} needs (the columns are {string.Join(", ", rows.Columns.Select(column => column.Name))})"
        );
    }

    private static List<(MemberInfo Member, Type Type)> Settable(
        [DynamicallyAccessedMembers(RecordTable.Kept)] Type type
    )
    {
        var members = new List<(MemberInfo Member, Type Type)>();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            {
                members.Add((property, property.PropertyType));
            }
        }

        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            if (!field.IsInitOnly)
            {
                members.Add((field, field.FieldType));
            }
        }

        return members;
    }

    // The value of one cell; null without such a column.
    private static UnaryExpression? Cell<T>(Table rows, string name, Type type, ParameterExpression row)
    {
        int index = IndexOf(rows, name);
        if (index < 0)
        {
            return null;
        }

        var read = CellReaders.Create(rows.Columns[index], type, $"{typeof(T).Name}.{name}");
        double[] cells = rows.ColumnValues(index);
        Func<int, object?> value = i => read(cells[i]);
        return Expression.Convert(Expression.Invoke(Expression.Constant(value), row), type);
    }

    private static int IndexOf(Table rows, string name)
    {
        int exact = rows.Columns.ToList().FindIndex(column => column.Name == name);
        return exact >= 0 ? exact : rows.Columns.ToList().FindIndex(column => IsSame(column.Name, name));
    }

    private static bool IsSame(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
