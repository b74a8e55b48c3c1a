using System.Reflection;
using System.Text.Json;
using Likeness.Compute.Graph;
using Likeness.Models.Baselines;

namespace Likeness.Models;

/// <summary>A registered model: its description and the record of its options.</summary>
public sealed record ModelEntry
{
    internal ModelEntry(ModelAttribute attribute, Type modelType)
    {
        Name = attribute.Name;
        Learns = attribute.Learns;
        Title = attribute.Title;
        Paper = attribute.Paper;
        Summary = attribute.Summary;
        ModelType = modelType;
        OptionsType = modelType.GetConstructors().Single().GetParameters()[0].ParameterType;
    }

    /// <summary>The name on the command line and in run.json, such as <c>realnvp</c>.</summary>
    public string Name { get; }

    /// <summary>The type of the examples that it learns, such as a table.</summary>
    public Type Learns { get; }

    /// <summary>The name as its paper writes it.</summary>
    public string Title { get; }

    /// <summary>The paper that the model follows: authors, year, identifier.</summary>
    public string Paper { get; }

    /// <summary>What the model is, in one phrase.</summary>
    public string Summary { get; }

    /// <summary>The model's class.</summary>
    public Type ModelType { get; }

    /// <summary>The record of the model's options; derives from <see cref="ModelOptions"/>.</summary>
    public Type OptionsType { get; }

    /// <summary>Whether the model is trained in steps; else it is fitted to the rows directly.</summary>
    public bool TakesSteps => !OptionsType.IsAssignableTo(typeof(FittedOptions));

    /// <summary>Names of the recipes besides the default one, such as <c>pi-generator</c>.</summary>
    public IReadOnlyList<string> Presets =>
        [.. PresetProperties().Select(property => Kebab(property.Name)).Order(StringComparer.Ordinal)];

    /// <summary>The default options.</summary>
    public ModelOptions DefaultOptions() => (ModelOptions)Activator.CreateInstance(OptionsType)!;

    /// <summary>The options of a named recipe.</summary>
    /// <exception cref="LikenessException">The model has no recipe of that name.</exception>
    public ModelOptions Preset(string name) => Preset(name, Name);

    /// <summary>The options of a named recipe.</summary>
    /// <param name="name">The recipe's name.</param>
    /// <param name="understood">What the error calls the model: its name, and why it is meant where another kind of data has one of that name.</param>
    /// <exception cref="LikenessException">The model has no recipe of that name.</exception>
    public ModelOptions Preset(string name, string understood)
    {
        foreach (var property in PresetProperties())
        {
            if (FormerNames.Of(property).Append(Kebab(property.Name)).Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return (ModelOptions)property.GetValue(null)!;
            }
        }

        throw new LikenessException(
            Presets.Count == 0
                ? $"'{name}': {understood} has no presets (leave --preset out)"
                : $"'{name}' is no preset of {understood} (choose from {string.Join(", ", Presets)})"
        );
    }

    /// <summary>Whether an option applies to the model and is offered.</summary>
    /// <param name="option">A property of <see cref="OptionsType"/>.</param>
    /// <param name="of">The options of a run, which may use others than a training from the start; null for the defaults.</param>
    public bool Offers(PropertyInfo option, ModelOptions? of = null) =>
        (option.GetCustomAttribute<ForAttribute>() is not { } only || only.Examples == Learns)
        && (of ?? DefaultOptions()).IsUsed(option);

    /// <summary>Makes the model.</summary>
    /// <param name="options">Of the type <see cref="OptionsType"/>; checked here.</param>
    /// <param name="space">What is known of a row.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">An option is out of its range, or an array of the model larger than any can be.</exception>
    /// <exception cref="ArgumentException">The options are of another model.</exception>
    public GenerativeModel Create(ModelOptions options, ModelSpace space, ulong? seed)
    {
        if (options.GetType() != OptionsType)
        {
            throw new ArgumentException($"{options.GetType().Name} is not {OptionsType.Name}.", nameof(options));
        }

        options.Validate();
        try
        {
            return (GenerativeModel)
                (options.Variant ?? ModelType)
                    .GetConstructors()
                    .Single()
                    .Invoke(BindingFlags.DoNotWrapExceptions, binder: null, [options, space, seed], culture: null);
        }
        catch (Exception error)
            when (error is OverflowException or OutOfMemoryException or ShapeException { IsTooLarge: true })
        {
            throw new LikenessException(
                $"{Name}: an array of the model is too large under these options and {space.Width} dimensions (lower the options that set its sizes, see 'likeness train {Name} --help', or give fewer columns)",
                error
            );
        }
    }

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private IEnumerable<PropertyInfo> PresetProperties() =>
        OptionsType
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == OptionsType);
}
