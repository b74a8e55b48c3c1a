using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Evaluation;

/// <summary>
/// Gives the samples one kind per column, that of the real rows: tables that were read separately may have the levels of a category in another
/// order, or other levels. Cells are matched by their texts (<see cref="ColumnAlignment"/>).
/// </summary>
internal static class SharedKinds
{
    /// <summary>The samples under the columns of the first, whose categories have the levels of all samples.</summary>
    /// <exception cref="LikenessException">A cell cannot be read as a value of the real column.</exception>
    public static (Table Train, Table? Test, Table Generated) Align(Table train, Table? test, Table generated)
    {
        Table[] others = test is null ? [generated] : [test, generated];
        if (Array.TrueForAll(others, other => HasSameKinds(train, other)))
        {
            return (train, test, generated);
        }

        // Further levels come behind those that are known, so that codes of tables before stay right.
        var first = train.AlignTo([.. train.Columns.Select((column, i) => Open(column, i, others))]);
        var second = test is null ? null : Aligned(test, first, "test");
        var third = Aligned(generated, second ?? first, "generated");
        // Keys of tables that were aligned are the numbers of their parts, no texts.
        return (first.AlignTo(third.Columns), second?.AlignTo(third.Columns), third);
    }

    private static bool HasSameKinds(Table one, Table other) =>
        one
            .Columns.Zip(other.Columns)
            .All(pair => IsSame(pair.First.Kind, pair.Second.Kind) && Equals(pair.First.Codes, pair.Second.Codes));

    // The format of numbers and times does not matter, only their values.
    private static bool IsSame(ColumnKind one, ColumnKind other) =>
        ReferenceEquals(one, other)
        || !one.IsLearned
        || one.Equals(other)
        || (one.IsNumeric && one.GetType() == other.GetType());

    // A boolean cannot take a third value, but a category can.
    private static Column Open(Column column, int place, Table[] others) =>
        column.Kind is BooleanKind boolean && others.Any(other => !IsSame(boolean, other.Columns[place].Kind))
            ? column with
            {
                Kind = new CategoryKind([boolean.Write(0), boolean.Write(1)]),
            }
            : column;

    private static Table Aligned(Table rows, Table first, string name)
    {
        try
        {
            return rows.AlignTo(first.Columns);
        }
        catch (LikenessException error)
        {
            throw new LikenessException($"The {name} sample, {error.CommandLineMessage}", error);
        }
    }
}
