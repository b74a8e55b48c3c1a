using Likeness.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>What a classifier says about images.</summary>
/// <param name="Features">A row for each image, of columns <c>feature_0</c>, <c>feature_1</c>, …; at least 0.</param>
/// <param name="Probabilities">For each question, in order, the probability of each class: [images][classes], row by row.</param>
public sealed record ImageDescription(Table Features, IReadOnlyList<float[]> Probabilities);
