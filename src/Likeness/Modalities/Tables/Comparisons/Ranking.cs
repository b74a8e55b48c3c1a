namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>
/// The order of models: by the accuracy of the best classifier of samples against test rows, lowest first (by the energy distance if rows
/// are too few for classifiers). Models that memorise come after all others, those that could not be trained last.
/// </summary>
internal static class Ranking
{
    /// <summary>The ranking key; infinite if nothing was measured.</summary>
    public static double Fit(ComparedModel model) =>
        Mean(model, ComparisonColumns.BestClassifier) ?? Mean(model, "Energy distance") ?? double.PositiveInfinity;

    /// <summary>The mean of a metric; null if the model lacks it.</summary>
    public static double? Mean(ComparedModel model, string metric) => model.Values.GetValueOrDefault(metric)?.Mean;

    /// <summary>The models in order, each with whether another dominates it.</summary>
    public static IReadOnlyList<ComparedModel> Order(IReadOnlyList<ComparedModel> models) =>
        [
            .. from model in models
            orderby double.IsFinite(Fit(model)) descending, model.Memorises, Fit(model), model.Name
            select model with
            {
                IsUndominated = IsUndominated(model, models),
            },
        ];

    private static bool IsUndominated(ComparedModel model, IReadOnlyList<ComparedModel> models) =>
        double.IsFinite(Fit(model))
        && !model.Memorises
        && !models.Any(other => !other.Memorises && Beats(other, model));

    // Nowhere worse, and somewhere better.
    private static bool Beats(ComparedModel a, ComparedModel b)
    {
        var (x, y) = (Goods(a), Goods(b));
        return x.Zip(y).All(pair => pair.First >= pair.Second) && x.Zip(y).Any(pair => pair.First > pair.Second);
    }

    private static double[] Goods(ComparedModel model) =>
        [
            -Fit(model),
            Mean(model, ComparisonColumns.Protection) ?? 0,
            -(Mean(model, ComparisonColumns.TrainSeconds) ?? double.PositiveInfinity),
            Mean(model, ComparisonColumns.Speed) ?? 0,
        ];
}
