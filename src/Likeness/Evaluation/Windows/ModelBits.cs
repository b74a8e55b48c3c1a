namespace Likeness.Evaluation.Windows;

/// <summary>Bits that a model needs for test data: the length under arithmetic coding.</summary>
/// <param name="Model">The model, or <c>3-grams</c>.</param>
/// <param name="Bits">Bits per byte of text, or per sample of audio.</param>
public sealed record ModelBits(string Model, double Bits);
