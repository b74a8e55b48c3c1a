namespace Likeness.Models.Trees;

/// <summary>Parts of few rows, each of which validates once: few validation rows say little.</summary>
internal static class RowFolds
{
    private const int MaxRows = 2000;
    private const int Count = 5;

    /// <summary>Whether rows are so few that they are in folds.</summary>
    public static bool AreFew(int rows) => rows <= MaxRows;

    /// <summary>Whether each fold has rows.</summary>
    public static bool AreEnough(int rows) => rows >= Count;

    /// <summary>The folds.</summary>
    /// <param name="rows">Rows in a random order.</param>
    public static (int[] Train, int[] Validation)[] Of(int[] rows) =>
        [
            .. Enumerable
                .Range(0, Count)
                .Select(fold =>
                    (
                        rows.Where((_, i) => i % Count != fold).ToArray(),
                        rows.Where((_, i) => i % Count == fold).ToArray()
                    )
                ),
        ];
}
