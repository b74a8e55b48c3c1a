namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>
/// The order of models: by how well the strongest classifier tells their samples from test rows, least first (by the energy distance where rows
/// are too few for classifiers). A model that memorises stands behind all that do not, one that could not be trained at the end.
/// </summary>
internal static class Ranking
{
    /// <summary>What a model is ranked by; infinite where nothing was measured.</summary>
    public static double Fit(ComparedModel model) =>
        Mean(model, ComparisonColumns.ToldApart) ?? Mean(model, "Energy distance") ?? double.PositiveInfinity;

    /// <summary>The mean of a metric; null where the model has it not.</summary>
    public static double? Mean(ComparedModel model, string metric) => model.Values.GetValueOrDefault(metric)?.Mean;

    /// <summary>The models in order, each with whether another beats it in everything.</summary>
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
