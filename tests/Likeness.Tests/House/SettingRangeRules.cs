using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Data;

namespace Likeness.Tests.House;

/// <summary>Every number of every record of options or settings has a range, and the one check of ranges refuses what is outside.</summary>
public sealed class SettingRangeRules
{
    private static readonly Type[] Numbers = [typeof(int), typeof(long), typeof(float), typeof(double), typeof(int[])];

    // Numbers without a range, each with its reason. Seeds are of the type ulong, and any is good.
    private static readonly Dictionary<string, string> Exempt = new(StringComparer.Ordinal)
    {
        ["BoostedTreesOptions"] = "internal; checked by its own Check",
        ["TransformerLayerOptions"] = "a part of a model's options; checked by the layer",
        ["TransformSettings"] = "checked by its own Validate",
        ["SplitSettings"] = "checked by its own Check, also for the sum of its fractions",
    };

    public static TheoryData<Type> Records => [.. Found.OrderBy(type => type.FullName, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Records))]
    public void EveryNumberHasARange(Type record)
    {
        var without =
            from property in NumbersOf(record)
            where property.GetCustomAttribute<RangeAttribute>() is null
            select property.Name;
        Assert.Empty(without);
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void WhatIsOutsideIsRefused(Type record)
    {
        foreach (var property in NumbersOf(record))
        {
            var range = property.GetCustomAttribute<RangeAttribute>()!;
            Assert.True(double.IsFinite(Convert.ToDouble(range.Maximum)), property.Name);
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            object[] outside =
                type == typeof(double) ? [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1e308, 1e308]
                : type == typeof(int[]) ? [new[] { int.MinValue }]
                : [Convert.ChangeType(int.MinValue, type)];
            foreach (object value in outside)
            {
                object settings = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(record);
                property.SetValue(settings, value);
                var error = Assert.Throws<LikenessException>(() => Validate(settings, property));
                Assert.Contains(property.Name, error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void AFractionBesideWholeBoundsIsNotRounded()
    {
        var range = new RangeAttribute(0, 10);
        Assert.True(SettingRanges.Holds(range, 9.9));
        Assert.False(SettingRanges.Holds(range, 10.3));
        Assert.False(SettingRanges.Holds(range, double.NaN));
    }

    [Fact]
    public void DefaultsAreWithinTheirRanges()
    {
        foreach (var type in Found.Where(type => type.GetConstructor(Type.EmptyTypes) is not null))
        {
            SettingRanges.Validate(Activator.CreateInstance(type)!);
        }
    }

    // The other properties of an uninitialised record are zero, and would be refused first.
    private static void Validate(object settings, PropertyInfo property)
    {
        try
        {
            SettingRanges.Validate(settings);
        }
        catch (LikenessException error) when (!error.Message.StartsWith(property.Name, StringComparison.Ordinal))
        {
            var range = property.GetCustomAttribute<RangeAttribute>()!;
            object value = property.GetValue(settings)!;
            Assert.False(
                value is Array many ? SettingRanges.Holds(range, many.GetValue(0)!) : SettingRanges.Holds(range, value)
            );
            throw new LikenessException(property.Name);
        }
    }

    private static IEnumerable<Type> Found =>
        from type in typeof(SettingRanges).Assembly.GetTypes()
        where type.IsClass && !type.IsAbstract && type.GetMethod("<Clone>$") is not null && !type.IsNested
        where
            type.Name.EndsWith("Settings", StringComparison.Ordinal)
            || type.Name.EndsWith("Options", StringComparison.Ordinal)
            || type.Name is "EvaluationRequest" or "RunRecord" or "DataSource"
        where !Exempt.ContainsKey(type.Name)
        select type;

    private static IEnumerable<PropertyInfo> NumbersOf(Type record) =>
        from property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanWrite
        where Numbers.Contains(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)
        select property;
}
