using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Modalities.Tables.Report;

/// <summary>What the sections of a report on a table show.</summary>
/// <param name="Real">Real rows that are drawn, in the data's units.</param>
/// <param name="Generated">Generated rows that are drawn, in the data's units.</param>
/// <param name="Evaluation">The metrics and the novelty of the generated rows.</param>
internal sealed record TableReport(Table Real, Table Generated, EvaluationReport Evaluation);
