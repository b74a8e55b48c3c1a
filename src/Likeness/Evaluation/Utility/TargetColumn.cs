using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Evaluation.Utility;

/// <summary>Says why a column cannot be predicted, before anything is computed.</summary>
internal static class TargetColumn
{
    private const int MaxSuggested = 3;

    /// <summary>Refuses a name that no column has.</summary>
    /// <param name="target">The name of the column to predict; null for none.</param>
    /// <param name="names">The names of the columns.</param>
    /// <exception cref="LikenessException">There is no such column.</exception>
    public static void Check(string? target, IReadOnlyList<string> names)
    {
        if (target is null || names.Contains(target))
        {
            return;
        }

        var near = new List<string>();
        while (near.Count < MaxSuggested && NearestName.To(target, names.Except(near)) is { } next)
        {
            near.Add(next);
        }

        throw new LikenessException(
            near.Count > 0
                ? $"There is no column '{target}' to predict (did you mean {Listed(near)}?)"
                : $"There is no column '{target}' to predict (the tables have {string.Join(", ", names)})"
        );
    }

    /// <summary>Refuses a column that no model can predict.</summary>
    /// <param name="target">The name of the column to predict; null for none.</param>
    /// <param name="real">Real rows.</param>
    /// <exception cref="LikenessException">There is no such column, or it holds identifiers, free texts, one value or none.</exception>
    public static void Check(string? target, Table real)
    {
        Check(target, [.. real.Columns.Select(column => column.Name)]);
        if (target is null)
        {
            return;
        }

        int place = real.Columns.Index().First(one => one.Item.Name == target).Index;
        string? why = real.Columns[place].Kind switch
        {
            IdentifierKind => "it holds identifiers, which name rows and follow from no other column",
            TextKind => "it holds free texts",
            ListKind => "it holds lists",
            _ => WhyNot(real.Columns[place], real.ColumnValues(place)),
        };
        if (why is null)
        {
            return;
        }

        string[] others =
        [
            .. real
                .Columns.Index()
                .Where(one => one.Item.Kind.IsLearned && WhyNot(one.Item, real.ColumnValues(one.Index)) is null)
                .Select(one => $"'{one.Item.Name}'")
                .Take(MaxSuggested),
        ];
        throw new LikenessException(
            $"'{target}' cannot be predicted: {why}{(others.Length == 0 ? "" : $" (give another column, such as {Listed(others)})")}"
        );
    }

    private static string? WhyNot(Column column, double[] cells)
    {
        double[] known = [.. cells.Where(cell => !double.IsNaN(cell)).Distinct().Take(2)];
        return known.Length switch
        {
            0 => "no real row has a value in it",
            1 => $"all real rows have the same value in it ({column.Write(known[0])})",
            _ => null,
        };
    }

    private static string Listed(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";
}
