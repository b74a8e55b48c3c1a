using Likeness.Models.Trees.Linear;

namespace Likeness.Models.Trees;

/// <summary>Rows by which settings are chosen.</summary>
/// <param name="Train">The training rows.</param>
/// <param name="Validation">The validation rows, in the codes of the training rows.</param>
/// <param name="Linear">Fits linear predictors of the training rows; null for none.</param>
internal sealed record ChoiceRows(CodedRows Train, CodedRows Validation, LinearFit? Linear);
