using Likeness.Modalities;
using Likeness.Runs;

namespace Likeness.Cli.Options;

/// <summary>The line that says which model was chosen, why, and the next best.</summary>
internal static class RecipeLine
{
    /// <summary>The line.</summary>
    /// <param name="recipe">The choice.</param>
    /// <param name="source">The data.</param>
    /// <param name="budget">The time; null if a number of epochs or steps is set.</param>
    /// <param name="isDefault">Whether the time is the default.</param>
    public static string Describe(Recipe recipe, DataSource source, TimeSpan? budget, bool isDefault)
    {
        string time = budget is null
            ? ""
            : $" in {OptionValue.Show(budget)}{(isDefault ? " (the default --budget)" : "")}";
        string next = recipe.NextBest is null
            ? ""
            : $". Next best: --model {recipe.NextBest}{(recipe.NextReason is null ? "" : $" ({recipe.NextReason})")}";
        return $"Model  {recipe.Model} for {source.ShortName}{time}: {recipe.Reason}{next}";
    }
}
