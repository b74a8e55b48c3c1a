namespace Likeness.Tests.House;

/// <summary>A word of this project's own that was replaced by the field's.</summary>
/// <param name="Old">The word: a regular expression over whole words, in any case.</param>
/// <param name="Say">The replacement.</param>
/// <param name="Allowed">A longer expression in which the word has another meaning and is right; null for none.</param>
/// <param name="In">The files in which it is right, as an expression over paths; null for none.</param>
/// <param name="Because">The reason for what is allowed.</param>
internal sealed record OldWord(
    string Old,
    string Say,
    string? Allowed = null,
    string? In = null,
    string? Because = null
);

/// <summary>The old words, one a line: learning and sampling, evaluation, engine, .NET, sentences.</summary>
internal static class OldWords
{
    // csharpier-ignore
    public static readonly IReadOnlyList<OldWord> Rules =
    [
        new(@"draw(s|n|er|ing|ings)?|drew", "sample, sampler, sampling", Allowed: @"(Figure|Image)>? Draw", In: @"/Figures/|/Report/|Chart\.cs|Brush", Because: "figures are drawn"),
        new(@"judg(e|es|ed|ing|ement)", "evaluate, evaluation"),
        new(@"step sizes?", "learning rate", Allowed: @"solver's step sizes?|step sizes? of the solver", Because: "a solver has a step size"),
        new(@"way (back|forward)", "backward pass, forward pass; inverse"),
        new(@"critics?", "discriminator", Allowed: @"Wasserstein[^.]*critics?|critics?[^.]*Wasserstein", In: "Wasserstein|WganGp|docs/models", Because: "a Wasserstein GAN has a critic"),
        new(@"games?", "adversarial loss"),
        new(@"told|telling", "conditioned on; receives; distinguished"),
        new(@"tells?( \w+)? (apart|from)", "distinguishes, separates"),
        new(@"what (is|was|are) (given|missing)|given (cells?|pixels|part)|the rest given", "condition; missing values; observed values"),
        new(@"gaps|gappy|gapped", "missing values", Allowed: @"gaps between", Because: "room between images"),
        new(@"ways? between codes?|codes? (of|for) (\w+ )?(rows?|images?|examples?)|(drawn|sampled) codes?|codes from N", "latents, latent vectors; interpolation"),
        new(@"(the|a|its|of) books?", "codebook", Allowed: @"(a|the) book of|a book\b", In: "/Text/|Tokens", Because: "a book is a text"),
        new(@"halvings?", "downsamplings"),
        new(@"spread (\w+ )?over (its|their|the|a) cells?|cells? of a column|cells of the column", "dequantised; bins"),
        new(@"words of a column", "tokens"),
        new(@"shares? (of|apart)|(a|the|this|its|their|each|what|equal|larger?|small|smaller) shares?", "fraction"),
        new(@"(nats|bits|bytes|points|rows|samples|images|pixels|steps|symbols|characters|tokens|values|numbers|times|channels|examples|epochs) an? (row|dimension|second|byte|pixel|character|step|value|symbol|token|channel|column|sample|image|epoch|core|side|minute)", "per"),
        new(@"usualness", "typicality"),
        new(@"origin (project|protocol|paper|mmd|numbers?)|(the|by) origin[’']s", "the reference implementation, pi_generator", Allowed: @"grid's origin", Because: "a grid has an origin"),
        new(@"memories", "recurrent state"),
        new(@"torn|strays?", "say what was measured"),

        new(@"floors?", "real-vs-real baseline", Allowed: @"Tensor Floor|noise floor|floor\(", In: "/Likeness.Compute/", Because: "rounding down; the noise of a recording"),
        new(@"as real as|above floor|two real samples (show|reach|give|have|differ)", "within baseline; real-vs-real baseline"),
        new(@"(exact|near)[ -]cop(y|ies)", "exact matches, near matches", Allowed: @"near[- ]copies", Because: "a level of novelty"),

        new(@"(blocked|batched) products?|tails? of (a|the) product", "matmul; epilogue"),
        new(@"fetch(es|ed|ing)? ahead|asks? (for )?ahead", "prefetches"),
        new(@"(nearest|last|own|second-level) cache", "L1, L2, L3"),
        new(@"places? (of|in) (an|the|a) (image|picture|feature map)|pixel places?", "spatial positions, pixels"),
        new(@"on its side|lies? across|turned matri(x|ces)", "transposed"),
        new(@"deals? out|takes? from the back", "work stealing"),
        new(@"races|peers", "comparisons, baselines"),
        new(@"laws", "property tests", Allowed: @"(power|scaling|probability) laws", Because: "laws of mathematics"),

        new(@"sounds?", "audio"),
        new(@"faults?", "error", Allowed: @"page faults?", Because: "a term of operating systems"),
        new(@"mend(s|ed|ing)?", "fix"),
        new(@"(the|of the|in the) plane", "2-D", Allowed: @"the plane of (a|the) (image|channel)", Because: "a channel of an image"),

        new(@"anew", "again"),
        new(@"alike", "similar, equal"),
        new(@"(is|are|was|were|be) had|nobody|whoever|somebody", "name the subject"),
        new(@"(goes|go|going|went) on with", "resume, continue"),
        new(@"throw-?away programs?", "say how to reproduce the number"),
        new(@"(this|that|it|these) (is|are) no (\w+ )?(file|model|run|picture|number|table|image|text)s?", "is not a"),
    ];

    /// <summary>Names of the public API that .NET spells otherwise; over a line of the snapshot.</summary>
    // csharpier-ignore
    public static readonly IReadOnlyList<OldWord> Names =
    [
        new(@"(?-i:(Most|Fewest|Least)[A-Z]\w*)", "Max…, Min…", Allowed: "LeastSquares", Because: "the name of a loss"),
        new(@"(?-i:Of)(?=\()", "From…, Create, Compute…"),
        new(@"(?-i:\w+Account)", "…Summary"),
        new(@"(?-i:CancellationToken (cancel|cancellation|Cancellation|Cancel))", "cancellationToken"),
        new(@"(?-i:I(Complete|Score|Translate|Density|Reconstruct|Latent))", "a noun: IImputer, IScorer, ITranslator, IDensityModel"),
        new(@"(?-i:TrainingRun|Program)", "TrainedModel, CompiledGraph"),
    ];
}
