using Likeness.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>A classifier's output for images.</summary>
/// <param name="Features">One row for each image, with columns <c>feature_0</c>, <c>feature_1</c>, …; at least 0.</param>
/// <param name="Probabilities">For each question, in order, the probability of each class: [images][classes], row by row.</param>
public sealed record ImageDescription(Table Features, IReadOnlyList<float[]> Probabilities);
